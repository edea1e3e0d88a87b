import SoraCatalog
public import SoraModel

extension Library {
    /// Every collection with its videos, by name.
    ///
    /// - Returns: the collections.
    /// - Throws: `SoraError`: `corrupt`, `io_error` when the catalogue cannot be read.
    @concurrent
    public func clipCollections() async throws(SoraError) -> [ClipCollection] {
        try SoraError.told { try collections().map { ClipCollection($0) } }
    }

    /// One collection with its videos.
    ///
    /// - Parameter name: its name.
    /// - Returns: the collection.
    /// - Throws: `SoraError`: `not_found`.
    @concurrent
    public func clipCollection(_ name: String) async throws(SoraError) -> ClipCollection {
        try SoraError.told { ClipCollection(try collection(named: name)) }
    }

    /// Makes a collection.
    ///
    /// - Parameters:
    ///   - name: its name, of one line.
    ///   - query: the query words of a smart collection; `nil` for a list, which is empty at first.
    /// - Throws: `SoraError`: `invalid` with every problem, `exists`.
    @concurrent
    public func createCollection(
        named name: String, query: String? = nil
    ) async throws(SoraError) {
        try SoraError.told { try createCollection(name, query: query) }
    }

    /// Puts videos at the end of a list; one that is in it stays where it is.
    ///
    /// - Parameters:
    ///   - videos: which videos.
    ///   - collection: the name of the list.
    /// - Returns: those that were not in it.
    /// - Throws: `SoraError`: `not_found`, `invalid` for a smart collection.
    @concurrent
    @discardableResult
    public func add(
        _ videos: VideoSelection, to collection: String
    ) async throws(SoraError) -> [Handle] {
        try SoraError.told {
            try add(try known(videos), toCollection: collection).map { Handle(.video, $0) }
        }
    }

    /// Takes videos out of a list.
    ///
    /// - Parameters:
    ///   - videos: which videos.
    ///   - collection: the name of the list.
    /// - Returns: those that were in it.
    /// - Throws: `SoraError`: `not_found`, `invalid` for a smart collection.
    @concurrent
    @discardableResult
    public func remove(
        _ videos: VideoSelection, from collection: String
    ) async throws(SoraError) -> [Handle] {
        try SoraError.told {
            let numbers = try self.videos(in: videos)
            return try remove(numbers, fromCollection: collection).map { Handle(.video, $0) }
        }
    }

    /// Deletes a collection; its videos stay.
    ///
    /// - Parameter name: its name.
    /// - Throws: `SoraError`: `not_found`.
    @concurrent
    public func deleteCollection(named name: String) async throws(SoraError) {
        try SoraError.told { try deleteCollection(name) }
    }

    /// A selection whose videos there are.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    func known(_ selection: VideoSelection) throws -> VideoSelection {
        guard case .numbers(let numbers) = selection else { return selection }
        for number in numbers {
            _ = try catalog.resolve(Handle(.video, number).description, among: [.video])
        }
        return selection
    }
}
