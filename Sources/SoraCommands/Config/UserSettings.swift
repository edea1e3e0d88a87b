import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file of a person's settings: `name = value`, one a line, and comments behind `#`.
struct UserSettings: Sendable {
    /// Where it is, or would be; `nil` where the environment tells no place.
    let path: String?
    /// What it sets.
    private(set) var values: [KnownSetting: String] = [:]
    /// Its lines as they are, so that comments and their order stay.
    private var lines: [String] = []

    /// More is no file of settings.
    private static let mostBytes = 64 << 10

    /// A file that is not there.
    init(path: String? = nil) { self.path = path }

    /// Reads the file.
    ///
    /// - Throws: `SoraError` with code `configuration` that names the file and the line.
    init(_ environment: [String: String], _ files: FileSystem) throws(SoraError) {
        path = Self.path(environment)
        guard let path, let text = try Self.text(of: path, files) else { return }
        // By bytes: to Swift, a line feed behind a carriage return is another letter.
        lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() {
            do throws(SoraError) {
                guard let (setting, value) = try Self.entry(line) else { continue }
                guard values[setting] == nil else {
                    throw SoraError(.configuration, "\(setting.rawValue) is set a second time")
                }
                values[setting] = value
            } catch {
                throw SoraError(
                    .configuration, "\(path), line \(index + 1): \(error.message)",
                    hint: "correct that line, or take it out")
            }
        }
    }

    /// `$XDG_CONFIG_HOME/soralib/config`, else the same in `~/.config` (XDG Base Directory Specification).
    private static func path(_ environment: [String: String]) -> String? {
        // Relative paths are to be ignored, says the specification.
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return "\(folder)/soralib/config"
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return "\(home)/.config/soralib/config"
    }

    private static func text(of path: String, _ files: FileSystem) throws(SoraError) -> String? {
        func refusal(_ reason: String, _ hint: String) -> SoraError {
            SoraError(.configuration, "\(path) \(reason)", hint: hint)
        }
        let status: FileStatus?
        do {
            status = try files.status(of: path, followingLinks: true)
        } catch {
            // A home that may not be looked into, as under another user's name, has no settings.
            if error.isForbidden { return nil }
            throw refusal("cannot be looked at: \(error.reason)", "look what is there")
        }
        guard let status else { return nil }
        guard status.kind == .file else {
            throw refusal("is no file", "settings are read from a file: move away what is there")
        }
        // It names programs that are run. In a user namespace root may show as another.
        guard status.mode & 0o002 == 0 else {
            throw refusal("can be written by everybody", "chmod 600 '\(path)'")
        }
        guard status.owner == geteuid() || status.owner == 0 else {
            throw refusal("belongs to somebody else", "use a file of your own")
        }
        let bytes: [UInt8]
        do {
            bytes = try files.contents(of: path, limit: mostBytes)
        } catch {
            throw refusal(
                "cannot be read: \(error.reason)", "it may have 64 KiB, and must be yours")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refusal("is not UTF-8 text", "settings are written as `name = value`, one a line")
        }
        return text
    }

    /// What a line sets; `nil` for an empty one and a comment.
    private static func entry(_ line: String) throws(SoraError) -> (KnownSetting, String)? {
        let line = trimmed(line)
        if line.isEmpty || line.hasPrefix("#") { return nil }
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw SoraError(.configuration, "\(line.prefix(60)) is not written as name = value")
        }
        let name = trimmed(String(parts[0]))
        let value = trimmed(String(parts[1]))
        guard let setting = KnownSetting(rawValue: name) else {
            throw SoraError(
                .configuration,
                "there is no setting \(name.prefix(60))\(KnownSetting.meant(by: name))")
        }
        guard setting.isPersonal else {
            throw SoraError(.configuration, "\(name) is a setting of each library alone")
        }
        if value.isEmpty { throw SoraError(.configuration, "\(name) has no value") }
        if let problem = setting.problem(with: value) {
            throw SoraError(.configuration, "\(name) \(problem)")
        }
        return (setting, value)
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank: (Unicode.Scalar) -> Bool = {
            $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\u{feff}"
        }
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// Sets a setting, or takes it out for `nil`; comments and the other lines stay.
    mutating func set(_ setting: KnownSetting, to value: String?) {
        let place = lines.firstIndex { line in (try? Self.entry(line))?.0 == setting }
        values[setting] = value
        let line = value.map { "\(setting.rawValue) = \($0)" }
        switch (place, line) {
        case (let place?, let line?): lines[place] = line
        case (let place?, nil): lines.remove(at: place)
        case (nil, let line?): lines.append(line)
        case (nil, nil): break
        }
    }

    /// Writes the file: whole or not at all, and for nobody else.
    ///
    /// - Throws: `SoraError`.
    func write(_ system: SystemContext) throws(SoraError) {
        guard let path else {
            throw SoraError(
                .configuration, "neither XDG_CONFIG_HOME nor HOME tells where your settings are",
                hint: "set HOME to your own folder")
        }
        let files = system.files
        do {
            // A link stays one: what it leads to is replaced.
            let target = files.absolutePath(of: path) ?? path
            let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "/"
            try files.makeFolder(folder)
            let new = "\(target).\(system.newUID())"
            do {
                let file = try files.open(new, .createNew)
                let text = lines.map { $0 + "\n" }.joined()
                try files.write(Array(text.utf8), to: file, at: 0)
                try files.synchronize(file)
                try files.rename(new, to: target)
            } catch {
                try? files.remove(new)
                throw error
            }
            try files.synchronize(folder: folder)
        } catch let error as SystemError {
            throw error.forPeople
        } catch {
            throw SoraError(.failed, "\(error)")
        }
    }
}
