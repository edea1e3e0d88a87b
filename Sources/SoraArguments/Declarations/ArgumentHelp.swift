/// What help says of one declaration.
package struct ArgumentHelp: Sendable, ExpressibleByStringInterpolation {
    package var abstract: String
    /// What stands for the value, such as `DIR`; made from the property's name when nil.
    package var valueName: String?
    /// False for what is accepted but not shown.
    package var shouldDisplay: Bool
    /// The variable of the environment that gives the value where the command line does not.
    package var variable: String?

    package init(
        _ abstract: String = "", valueName: String? = nil, shouldDisplay: Bool = true,
        variable: String? = nil
    ) {
        self.variable = variable
        self.abstract = abstract
        self.valueName = valueName
        self.shouldDisplay = shouldDisplay
    }

    package init(stringLiteral value: String) { self.init(value) }

    /// A declaration that is accepted but not shown.
    package static let hidden = ArgumentHelp(shouldDisplay: false)
}

/// What a shell may offer as the value of a declaration.
package enum CompletionKind: Sendable, Equatable {
    case file
    case directory
    case list([String])
}
