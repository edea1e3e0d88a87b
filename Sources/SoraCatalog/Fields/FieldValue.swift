import SoraModel
import SoraSQLite

/// A value that a video gets in a field of the owner's own.
package struct FieldValue: Hashable, Sendable {
    /// What is kept.
    package enum Content: Hashable, Sendable {
        case text(String)
        /// A number, or a moment in milliseconds since 1970.
        case number(Double)
    }

    /// The field.
    package var field: OwnField
    /// The value; `nil` takes it away.
    package var content: Content?

    /// Reads a value that a person wrote; an empty one takes the value away.
    ///
    /// - Throws: `SoraError` with code `invalid`.
    package init(_ field: OwnField, _ text: String) throws {
        self.field = field
        guard !text.isEmpty else {
            content = nil
            return
        }
        switch field.type {
        case .text:
            if let problem = TextRules.problem(withFieldText: text, of: field.name) {
                throw SoraError(.invalid, problem)
            }
            content = .text(text)
        case .number:
            guard let number = OwnFieldType.number(text) else {
                throw SoraError(.invalid, "\(field.name) is a number, and \(text) is none")
            }
            content = .number(number)
        case .date:
            guard let moment = OwnFieldType.moment(text) else {
                throw SoraError(
                    .invalid, "\(field.name) is a date, and \(text) is none",
                    hint: "write a day such as 2026-11-21, or 2026-11-21T12:30")
            }
            content = .number(Double(moment.milliseconds))
        }
    }
}

extension FieldValue.Content {
    var text: SQLValue {
        if case .text(let text) = self { return .text(text) }
        return .null
    }

    var number: SQLValue {
        if case .number(let number) = self { return .real(number) }
        return .null
    }
}
