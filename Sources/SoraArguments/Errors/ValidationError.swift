/// What a command finds wrong with its values; reported as wrong usage of that command.
package struct ValidationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Each starts in lower case, names the thing, and says what to do.
    package let messages: [String]

    package init(_ message: String) { messages = [message] }
    package init(_ messages: [String]) { self.messages = messages }

    package var description: String { messages.joined(separator: "\n") }
}
