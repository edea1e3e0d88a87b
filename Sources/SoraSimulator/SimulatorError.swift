/// Why the simulator cannot start or go on, in words for the person who started it.
package enum SimulatorError: Error, Equatable, CustomStringConvertible {
    /// Another program has the port, or it may not be used.
    case cannotListen(port: Int, reason: String)
    /// A file of the ledger or the state cannot be used.
    case file(path: String, action: String, reason: String)
    /// A line of a file is not what the simulator wrote.
    case damagedFile(path: String, line: Int)
    /// A picture or clip could not be made.
    case rendering(step: String, reason: String)
    /// The command line is wrong; every problem of it.
    case usage([String])

    package var description: String {
        switch self {
        case .cannotListen(let port, let reason):
            "cannot listen on 127.0.0.1:\(port): \(reason); choose another --port, or 0 for any"
        case .file(let path, let action, let reason):
            "cannot \(action) \(path): \(reason)"
        case .damagedFile(let path, let line):
            "\(path), line \(line): not written by the simulator; move the file away to start anew"
        case .rendering(let step, let reason):
            "cannot render: \(step): \(reason)"
        case .usage(let problems):
            problems.joined(separator: "\n")
        }
    }
}
