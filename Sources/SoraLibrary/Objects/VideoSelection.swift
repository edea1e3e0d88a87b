import SoraCatalog
public import SoraModel

/// Which videos something is about.
public enum VideoSelection: Hashable, Sendable {
    /// Those of these numbers, in that order; of `v27` it is 27.
    case numbers([Int64])
    /// Those of the collection of that name, in its own order; of a smart one, the newest first.
    case collection(String)
    /// Those that query words find, the newest first; with no words, all of them.
    case query([String])

    /// These videos, in that order.
    ///
    /// - Parameter handles: the videos; a handle of anything else is passed over.
    /// - Returns: the selection.
    public static func videos(_ handles: [Handle]) -> VideoSelection {
        .numbers(handles.filter { $0.kind == .video }.map(\.number))
    }

    /// What a query finds, the newest first.
    ///
    /// - Parameter query: query words, as in `fox rating:>=3`; with none, all videos.
    /// - Returns: the selection.
    public static func matching(_ query: String) -> VideoSelection {
        .query(query.isEmpty ? [] : [query])
    }
}

extension Library {
    /// The numbers of the selected videos, in the selection's order.
    ///
    /// - Throws: `SoraError`: `not_found` for an unknown collection, `invalid` for wrong query words.
    package func videos(in selection: VideoSelection) throws -> [Int64] {
        switch selection {
        case .numbers(let numbers): return numbers
        case .collection(let name):
            return try catalog.videoNumbers(of: try catalog.collection(named: name))
        case .query(let words):
            return try catalog.numbers(matching: try catalog.query(words, about: .video))
        }
    }
}
