import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs programs of the system, such as `systemctl`; a test stages what they do.
package struct ExternalPrograms: Sendable {
    /// What came of a program.
    package struct Outcome: Hashable, Sendable {
        /// The exit status; 128 and the signal's number where a signal ended it.
        package var status: Int32
        /// Standard output.
        package var output: [UInt8]
        /// Standard error.
        package var errors: [UInt8]

        package init(status: Int32, output: [UInt8] = [], errors: [UInt8] = []) {
            self.status = status
            self.output = output
            self.errors = errors
        }

        /// What it said went wrong, on one line.
        var complaint: String {
            let lines = String(decoding: errors.isEmpty ? output : errors, as: UTF8.self)
                .split(whereSeparator: \.isNewline)
            return lines.isEmpty ? "status \(status)" : lines.joined(separator: "; ")
        }
    }

    /// Runs a program with its words and its standard input; `nil` where there is no such program.
    package typealias Run =
        @Sendable (_ words: [String], _ input: [UInt8], _ context: LibraryContext) throws ->
        Outcome?

    package var run: Run

    package init(run: @escaping Run) { self.run = run }

    /// The programs of this system, found in `PATH`.
    package static let system = ExternalPrograms { words, input, context in
        guard let name = words.first, let path = try ProgramPath.find(name, context: context) else {
            return nil
        }
        return try start(path, Array(words.dropFirst()), input, context)
    }

    /// The most bytes that are read of what a program says.
    private static let limit = 1 << 20
    /// The seconds that a program may be silent.
    private static let patience = 60.0

    private static func start(
        _ path: String, _ words: [String], _ input: [UInt8], _ context: LibraryContext
    ) throws -> Outcome {
        let source = try unnamedFile(input, context)
        let output = try SocketPair()
        let errors = try SocketPair()
        let child = try ChildProcess.start(
            path, arguments: words,
            environment: context.environment.map { "\($0.key)=\($0.value)" },
            input: source.descriptor, output: output.far.descriptor,
            error: errors.far.descriptor)
        let said = try all(of: output.keepingNear(), from: child)
        let complained = try all(of: errors.keepingNear(), from: child)
        switch try child.wait() {
        case .exited(let status):
            return Outcome(status: status, output: said, errors: complained)
        case .killed(let signal):
            return Outcome(status: 128 + signal, output: said, errors: complained)
        }
    }

    /// What a program writes until it closes; one that says nothing for long, or too much, is ended.
    private static func all(
        of socket: consuming OpenFile, from child: ChildProcess
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            guard
                let part = try FileSocket.receiveBytes(
                    upTo: 65_536, within: patience, from: socket),
                bytes.count + part.count <= limit
            else {
                child.send(signal: SIGKILL)
                return bytes
            }
            if part.isEmpty { return bytes }
            bytes += part
        }
    }

    /// A file with these bytes and without a name, open at its start.
    private static func unnamedFile(
        _ bytes: [UInt8], _ context: LibraryContext
    ) throws -> OpenFile {
        let files = context.system.files
        if bytes.isEmpty { return try files.open("/dev/null", .read) }
        let folder =
            context.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        let path = "\(folder)/soralib-\(context.system.newUID().text)"
        let file = try files.open(path, .createNew)
        try files.remove(path)
        try files.write(bytes, to: file, at: 0)
        return file
    }
}
