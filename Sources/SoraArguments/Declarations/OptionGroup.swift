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
        (decoder as? WordDecoder)?.groups.all.append(wrappedValue)
    }

    func definitions(key: String, in place: DeclarationPlace) -> [ArgumentDefinition] {
        ArgumentDefinition.all(
            in: wrappedValue, prefix: place.path(to: key),
            section: title.isEmpty ? place.section : title)
    }
}
