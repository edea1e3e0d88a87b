/// A command line that asked for text instead of a command: printed to standard output, exit code 0.
package enum CleanExit: Error, Sendable, Equatable {
    case help(String)
    case version(String)

    /// What to print, with its last newline.
    package var text: String {
        switch self {
        case .help(let text), .version(let text): text
        }
    }
}
