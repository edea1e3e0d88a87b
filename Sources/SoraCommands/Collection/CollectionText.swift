import SoraLibrary
import SoraTerminal

extension CommandContext {
    /// Writes collections in any of the formats.
    func write(_ collections: [CollectionDescription], isSingle: Bool) throws {
        try ResultWriter(self).write(
            collections, isSingle: isSingle, columns: ["name", "count", "query"],
            flexible: ["name", "query", "videos"], numbers: ["count"])
    }
}
