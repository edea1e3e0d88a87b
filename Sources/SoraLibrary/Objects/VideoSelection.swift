import SoraCatalog
import SoraModel

/// Which videos something is about.
package enum VideoSelection: Hashable, Sendable {
    /// Those of these numbers, in that order.
    case numbers([Int64])
    /// Those of the collection of that name, in its own order; of a smart one, the newest first.
    case collection(String)
    /// Those that query words find, the newest first; with no words, all of them.
    case query([String])
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
