/// A folder that was exported to, as it was last seen.
package struct ExportFolderRecord: Hashable, Sendable {
    /// The row number; 0 for one that is not remembered yet.
    package var id: Int64 = 0
    /// The export's own UUID, which is in the folder too.
    package var uid: String
    /// The absolute path.
    package var path: String
    /// The collection's UUID; `nil` for a query.
    package var collectionUID: String?
    /// What the collection was called, or the query.
    package var name: String
    /// How it was exported, as JSON.
    package var options: String
    /// How many files are in it.
    package var files: Int
    /// Their bytes.
    package var bytes: Int64
    /// When it was first exported to, and when last with something to do; in milliseconds since 1970.
    package var firstAt: Int64 = 0
    package var lastAt: Int64 = 0

    package init(
        uid: String, path: String, collectionUID: String?, name: String, options: String,
        files: Int, bytes: Int64
    ) {
        self.uid = uid
        self.path = path
        self.collectionUID = collectionUID
        self.name = name
        self.options = options
        self.files = files
        self.bytes = bytes
    }

    /// Whether the other says the same of the folder, whenever that was.
    package func isSame(as other: ExportFolderRecord) -> Bool {
        var other = other
        (other.id, other.firstAt, other.lastAt) = (id, firstAt, lastAt)
        return self == other
    }
}
