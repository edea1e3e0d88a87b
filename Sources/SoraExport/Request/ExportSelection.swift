/// What an export is of: two exports of the same selection may share a folder.
package struct ExportSelection: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A collection, which keeps its uid when it is renamed.
        case collection(name: String, uid: String)
        /// What a query finds.
        case query(String)
    }

    /// The library's uid.
    package var library: String
    /// What of it.
    package var kind: Kind

    package init(library: String, kind: Kind) {
        self.library = library
        self.kind = kind
    }

    /// The collection's name, or nothing.
    package var collectionName: String? {
        if case .collection(let name, _) = kind { name } else { nil }
    }

    /// Whether a folder of the other may be brought up to date with this.
    func isSame(as other: ExportSelection) -> Bool {
        guard library == other.library else { return false }
        switch (kind, other.kind) {
        case (.collection(_, let uid), .collection(_, let otherUID)): return uid == otherUID
        case (.query(let text), .query(let otherText)): return text == otherText
        case (.collection, .query), (.query, .collection): return false
        }
    }

    /// The selection in words.
    package var description: String {
        switch kind {
        case .collection(let name, _): "the collection \(name)"
        case .query(let text): text.isEmpty ? "every clip" : "the query \(text)"
        }
    }
}
