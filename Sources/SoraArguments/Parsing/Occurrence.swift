/// A name or a word that was given on the command line.
struct Occurrence: Sendable {
    /// Nil for a positional argument.
    var name: ArgumentName?
    var value: String = ""
    /// How many commands stood before it: what stands deeper wins over what stands above.
    var level: Int

    /// The values that count for a definition.
    ///
    /// - Throws: `UsageProblems` when one that is wanted once was given twice at one level.
    static func words(
        of given: [Occurrence], for definition: ArgumentDefinition
    ) throws(UsageProblems) -> [String] {
        if definition.isRepeating { return given.map(\.value) }
        let words = deepest(given).map(\.value)
        guard words.count < 2 else {
            throw UsageProblems([.repeated(definition.display, values: words)])
        }
        return words
    }

    /// Whether a flag was given, nil when it was not; false when its inverse was.
    ///
    /// - Throws: `UsageProblems` when a flag and its inverse were given at one level.
    static func state(
        of given: [Occurrence], for definition: ArgumentDefinition
    ) throws(UsageProblems) -> Bool? {
        let names = deepest(given).compactMap(\.name)
        let off = names.first { definition.inverses.contains($0) }
        let on = names.first { !definition.inverses.contains($0) }
        if let on, let off {
            throw UsageProblems([.contradiction(on.description, off.description)])
        }
        return on != nil ? true : off != nil ? false : nil
    }

    private static func deepest(_ given: [Occurrence]) -> [Occurrence] {
        let level = given.map(\.level).max()
        return given.filter { $0.level == level }
    }
}
