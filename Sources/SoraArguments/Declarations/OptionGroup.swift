/// Declares the options of another type as one's own, so that several commands can share them.
@propertyWrapper
package struct OptionGroup<Group: ParsableArguments>: Decodable, Sendable, ArgumentWrapper {
    package var wrappedValue: Group
    private let title: String

    /// Makes a group.
    ///
    /// - Parameter title: The heading in help; without one they stand under the command's options.
    package init(title: String = "") {
        wrappedValue = Group()
        self.title = title
    }

    package init(from decoder: any Decoder) throws {
        wrappedValue = try Group(from: decoder)
        title = ""
    }

    func definitions(key: String, in place: DeclarationPlace) -> [ArgumentDefinition] {
        ArgumentDefinition.all(
            of: Group.self, prefix: place.path(to: key),
            section: title.isEmpty ? place.section : title)
    }
}

extension OptionGroup: GroupWrapper {
    var group: any ParsableArguments { wrappedValue }
}

/// A property wrapper that holds a group of options.
protocol GroupWrapper {
    var group: any ParsableArguments { get }
}
