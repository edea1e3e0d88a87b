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
    /// A file that is to be read cannot be.
    case missingFile(path: String, reason: String)
    /// A script of faults is wrong; every problem of it.
    case script(path: String, problems: [String])
    /// The certificates for HTTPS could not be made.
    case encryption(step: String)
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
        case .missingFile(let path, let reason):
            "cannot read \(path): \(reason)"
        case .script(let path, let problems):
            (["\(path) has \(problems.count == 1 ? "a problem" : "\(problems.count) problems"):"]
                + problems.map { "  - \($0)" }).joined(separator: "\n")
        case .encryption(let step):
            "cannot serve HTTPS: OpenSSL cannot \(step)"
        case .usage(let problems):
            problems.joined(separator: "\n")
        }
    }
}
