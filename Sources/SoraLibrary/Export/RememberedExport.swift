package import SoraCatalog
import SoraModel

/// A folder that was exported to, as it is found now.
package struct RememberedExport: ResultObject, Sendable {
    /// What became of the folder.
    package enum State: String, Sendable, CaseIterable {
        /// It is where it was.
        case there
        /// It was moved, removed, or is on a disk that is not here.
        case gone
        /// Another export is in its place.
        case another
    }

    /// What the catalogue remembers.
    package let record: ExportFolderRecord
    package let state: State
    /// What is exported: a collection by its name now, or a query; `nil` where the collection is gone.
    package let selection: VideoSelection?
    /// How; `nil` where another version of soralib wrote it down.
    package let choice: ExportChoice?

    package static let fieldNames = [
        "path", "state", "collection", "query", "files", "bytes", "first_at", "last_at", "uid",
    ]

    package var values: [ResultValue] {
        var collection: String?
        if case .collection(let name)? = selection { collection = name }
        let isQuery = record.collectionUID == nil
        return [
            .text(record.path), .text(state.rawValue),
            .text(isQuery ? nil : collection ?? record.name), .text(isQuery ? record.name : nil),
            .integer(record.files), .integer(Int(record.bytes)),
            .text(Timestamp(milliseconds: record.firstAt).iso8601),
            .text(Timestamp(milliseconds: record.lastAt).iso8601), .text(record.uid),
        ]
    }
}
