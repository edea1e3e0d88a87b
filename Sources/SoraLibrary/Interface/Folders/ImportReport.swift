import SoraImport
public import SoraModel

/// What an import did.
public struct ImportReport: Hashable, Sendable {
    /// A file that was not imported, since the library has its bytes.
    public struct Duplicate: Hashable, Sendable {
        /// The file, as it was named.
        public var path: String
        /// The video that has the same bytes.
        public var video: Handle?
    }

    /// A file that was not imported.
    public struct Failure: Hashable, Sendable {
        /// The file, as it was named.
        public var path: String
        /// Why, as a word for programs; further ones may come.
        public var code: String
        /// Why, in words.
        public var message: String
    }

    /// The new videos, in order.
    public var imported: [Handle]
    /// Files that the library has already.
    public var duplicates: [Duplicate]
    /// Files that were not imported.
    public var failed: [Failure]
    /// Why the import ended early; what was imported before that stays.
    public var ending: SoraError?

    init(_ summary: ImportSummary) {
        imported = summary.imported
        duplicates = summary.duplicates.map { Duplicate(path: $0.path, video: $0.video) }
        failed = summary.failed.map {
            Failure(path: $0.path, code: $0.code, message: $0.message)
        }
        ending = summary.ending
    }
}
