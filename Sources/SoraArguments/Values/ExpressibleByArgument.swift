/// A value that one word of a command line can be read as.
package protocol ExpressibleByArgument: ArgumentValue, Sendable where ArgumentElement == Self {
    /// Reads one word; nil when the word is not such a value.
    init?(argument: String)

    /// How a default of this value is shown in help.
    var defaultValueDescription: String { get }

    /// Every word that is accepted, when they can be listed: shown in help, errors and completions.
    static var allValueStrings: [String] { get }

    /// What a word has to be, as it is said in an error: "a whole number".
    static var argumentDescription: String? { get }
}

extension ExpressibleByArgument {
    package var defaultValueDescription: String { "\(self)" }
    package static var allValueStrings: [String] { [] }
    package static var argumentDescription: String? { nil }
}

extension ExpressibleByArgument where Self: RawRepresentable, RawValue: ExpressibleByArgument {
    package init?(argument: String) {
        guard let raw = RawValue(argument: argument) else { return nil }
        self.init(rawValue: raw)
    }

    package var defaultValueDescription: String { rawValue.defaultValueDescription }
}

extension ExpressibleByArgument
where Self: CaseIterable & RawRepresentable, RawValue: ExpressibleByArgument {
    package static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }
}

extension String: ExpressibleByArgument {
    package init?(argument: String) { self = argument }
    package var defaultValueDescription: String { self }
}

extension Int: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
    package static var argumentDescription: String? { Wording.wholeNumber }
}

extension Double: ExpressibleByArgument {
    /// Reads a finite number: "nan" and "inf" are never meant.
    package init?(argument: String) {
        guard let value = Double(argument), value.isFinite else { return nil }
        self = value
    }
    package static var argumentDescription: String? { Wording.number }
}

extension Bool: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
    package static var allValueStrings: [String] { ["true", "false"] }
}
