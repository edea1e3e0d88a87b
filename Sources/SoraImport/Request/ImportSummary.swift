package import SoraModel

/// What an import did.
package struct ImportSummary: Sendable {
    /// A file whose bytes the library has.
    package struct Duplicate: Hashable, Sendable {
        /// The file, as it was named.
        package var path: String
        /// The video that has the same bytes; `nil` in a dry run, where it would only come into being.
        package var video: Handle?
    }

    /// The new videos, in order.
    package var imported: [Handle] = []
    /// In a dry run: how many files would be imported.
    package var wouldImport = 0
    /// Files that the library has already.
    package var duplicates: [Duplicate] = []
    /// Files that were not imported.
    package var failed: [ImportFailure] = []
    /// How many originals were removed.
    package var removed = 0
    /// The bytes of the new videos.
    package var bytes: Int64 = 0
    /// Why the import ended early, or `nil`; what was imported before that stays.
    package var ending: SoraError?

    package init() {}

    /// Lends the summary as one JSON object, in parts: it may name a hundred thousand files.
    package func forEachJSONPart(_ body: (String) throws -> Void) throws {
        func list<Element>(_ elements: [Element], _ json: (Element) -> String) throws {
            for (place, element) in elements.enumerated() {
                try body((place == 0 ? "" : ",") + json(element))
            }
        }
        try body("{\"imported\":[")
        try list(imported) { "\"\($0)\"" }
        try body("],\"duplicates\":[")
        try list(duplicates) {
            "{\"path\":\(JSONText.string($0.path)),"
                + "\"video\":\($0.video.map { "\"\($0)\"" } ?? "null")}"
        }
        try body("],\"failed\":[")
        try list(failed, \.json)
        try body("]}")
    }
}
