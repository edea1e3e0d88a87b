import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs the command that prints a key, without a shell.
enum KeyCommand {
    /// The most bytes that are read of what it prints.
    private static let limit = 65_536

    /// Runs a program to its end.
    ///
    /// Its standard error stays the user's, so that it can ask for a password there.
    ///
    /// - Returns: what it printed and its status.
    /// - Throws: `SoraError` when there is no such program; `SystemError` when it cannot be run.
    static func run(
        _ words: [String], context: LibraryContext
    ) throws -> (output: [UInt8], status: Int32) {
        guard let name = words.first else { throw SoraError(.credentials, "the command is empty") }
        let files = context.system.files
        guard let path = try ProgramPath.find(name, context: context) else {
            throw SoraError(.credentials, "there is no program \(name) in PATH")
        }
        let pair = try SocketPair()
        let input = try files.open("/dev/null", .read)
        let child = try ChildProcess.start(
            path, arguments: Array(words.dropFirst()),
            environment: context.environment.map { "\($0.key)=\($0.value)" },
            input: input.descriptor, output: pair.far.descriptor, error: 2)
        let socket = pair.keepingNear()
        var output: [UInt8] = []
        while output.count < limit {
            guard let part = try FileSocket.receiveBytes(upTo: 4096, within: 60, from: socket)
            else {
                child.send(signal: SIGKILL)
                break
            }
            if part.isEmpty { break }
            output += part
        }
        switch try child.wait() {
        case .exited(let status): return (output, status)
        case .killed(let signal): return (output, 128 + signal)
        }
    }
}
