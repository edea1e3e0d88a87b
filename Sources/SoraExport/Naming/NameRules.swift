/// What names have to keep to beyond what every name does.
struct NameRules: Hashable, Sendable {
    /// Whether they are to be good on every system that one meets.
    var isPortable = false
    /// Whether they stand in a bag's manifest, some readers of which take `%` for what it is and others
    /// for an escape.
    var isBag = false

    /// The most bytes of a file's name: some file systems and archives take no more than 255, and people
    /// put something before or behind.
    var longestName: Int { isPortable ? 100 : 200 }

    /// The most bytes of a folder's name: Windows takes paths of 259 units.
    var longestFolder: Int { isPortable ? 50 : 200 }

    /// A name, or a part of one, without what these rules do not take.
    func apply(_ name: String) -> String {
        guard isPortable || isBag else { return name }
        var result = ""
        for scalar in name.unicodeScalars {
            let isBad =
                isPortable && Self.reserved.contains(scalar) || isBag && scalar == "%"
            result.unicodeScalars.append(isBad ? "-" : scalar)
        }
        return result
    }

    /// What Windows has no place for in a name.
    private static let reserved: Set<Unicode.Scalar> = ["<", ">", ":", "\"", "|", "?", "*"]
}
