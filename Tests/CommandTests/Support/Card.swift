import SoraTestSupport
import Testing

/// Checks an error as a person sees it, and as a script does.
///
/// - Parameters:
///   - outcome: what came of the command.
///   - status: the exit status.
///   - parts: what the message and the hint have to hold.
///   - location: where the test is.
func expectError(
    _ outcome: Child.Outcome, _ status: Int32, _ parts: String...,
    at location: SourceLocation = #_sourceLocation
) {
    #expect(outcome.status == status, "\(outcome)", sourceLocation: location)
    #expect(outcome.output == "", sourceLocation: location)
    for part in parts {
        #expect(outcome.errors.contains(part), "\(part) in \(outcome)", sourceLocation: location)
    }
    #expect(outcome.errors.hasPrefix("soralib: "), "\(outcome)", sourceLocation: location)
    #expect(!outcome.errors.utf8.contains(0x1B), sourceLocation: location)
}
