import SoraModel

/// The lines of a crontab, as bytes: all but one's own stay as they are.
struct CronTable {
    /// The whole crontab.
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The line of a library, or `nil`.
    func line(of uid: String) -> String? {
        lines.first { Self.isOwn($0, uid) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The lines of all libraries.
    var ownLines: [String] {
        lines.map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.contains(" # soralib schedule ") && !$0.hasPrefix("#") }
    }

    /// Puts the line of a library in place of the one that is there, or at the end.
    mutating func set(_ line: String, of uid: String) {
        if self.line(of: uid) != nil {
            let new = lines.map { Self.isOwn($0, uid) ? Array(line.utf8) : Array($0) }
            bytes = Array(new.joined(separator: [0x0A]))
        } else {
            if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
            bytes += Array(line.utf8) + [0x0A]
        }
    }

    /// Takes away the line of a library.
    mutating func remove(_ uid: String) {
        bytes = Array(lines.filter { !Self.isOwn($0, uid) }.joined(separator: [0x0A]))
    }

    /// The line that runs a sync.
    ///
    /// cron reads `%` as a line's end unless it is escaped (crontab(5)); the shell reads the rest.
    static func line(
        _ sync: ScheduledSync, _ timing: ScheduleTiming
    ) throws(SoraError) -> String {
        let escaped = command(sync).replacing("%", with: "\\%")
        return "\(try timing.cronFields()) \(escaped) \(marker(sync.uid))"
    }

    /// What the shell is given.
    static func command(_ sync: ScheduledSync) -> String {
        [
            quoted(sync.program), "--library", quoted(sync.library), "--quiet", "sync",
            "--scheduled",
        ].joined(separator: " ")
    }

    /// The program and the library of a line that soralib made.
    static func paths(ofLine line: String) -> (program: String, library: String)? {
        var words: [String] = []
        var word: String?
        var rest =
            line.split(separator: " ", maxSplits: 5).last?.replacing("\\%", with: "%")[...] ?? ""
        while let letter = rest.popFirst(), words.count < 3 {
            switch letter {
            case "'":
                guard let end = rest.firstIndex(of: "'") else { return nil }
                word = (word ?? "") + rest[..<end]
                rest = rest[end...].dropFirst()
            case "\\": word = (word ?? "") + String(rest.popFirst().map { [$0] } ?? [])
            case " ":
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(letter)
            }
        }
        return words.count == 3 && words[1] == "--library" ? (words[0], words[2]) : nil
    }

    /// What a line ends with that soralib made; a comment to the shell.
    private static func marker(_ uid: String) -> String { "# soralib schedule \(uid)" }

    private static func isOwn(_ line: some Collection<UInt8>, _ uid: String) -> Bool {
        let end = " " + marker(uid)
        return line.count > end.utf8.count && Array(line.suffix(end.utf8.count)) == Array(end.utf8)
            && line.first != UInt8(ascii: "#")
    }

    private var lines: [ArraySlice<UInt8>] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
