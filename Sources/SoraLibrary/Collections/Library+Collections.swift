import SoraCatalog
import SoraModel

extension Library {
    /// A collection with its videos.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    package func collection(named name: String) throws -> CollectionDescription {
        try describe(catalog.collection(named: name))
    }

    /// All collections with their videos, by name.
    package func collections() throws -> [CollectionDescription] {
        try catalog.collections().map(describe)
    }

    /// Makes a collection: an empty list, or with a query one that holds what the query finds.
    ///
    /// - Throws: `SoraError`: `invalid` with every problem, `exists`.
    package func createCollection(
        _ name: String, query: String?, isDryRun: Bool = false
    ) throws {
        var problems = [TextRules.problem(withCollection: name)].compactMap(\.self)
        var hint: String?
        if let query {
            do {
                try catalog.check(savedQuery: query, of: name)
            } catch let error as SoraError where error.code == .invalid {
                problems += error.eachProblem
                hint = error.hint
            }
        }
        guard problems.isEmpty else {
            throw SoraError.all(problems, of: "the collection", hint: hint)
        }
        try catalog.checkFree(name)
        if !isDryRun { try catalog.createCollection(name, query: query) }
    }

    /// Adds videos at the end of a collection, each once.
    ///
    /// - Returns: those that were not in it.
    /// - Throws: `SoraError`: `not_found`, `invalid` for a smart collection.
    package func add(
        _ selection: VideoSelection, toCollection name: String, isDryRun: Bool = false
    ) throws -> [Int64] {
        let collection = try listCollection(named: name)
        var known = Set(try catalog.videoNumbers(of: collection))
        let new = try videos(in: selection).filter { known.insert($0).inserted }
        if !isDryRun { try catalog.add(new, to: collection) }
        return new
    }

    /// Takes videos out of a collection.
    ///
    /// - Returns: those that were in it.
    /// - Throws: `SoraError`: `not_found`, `invalid` for a smart collection.
    package func remove(
        _ videos: [Int64], fromCollection name: String, isDryRun: Bool = false
    ) throws -> [Int64] {
        let collection = try listCollection(named: name)
        let held = try catalog.videoNumbers(of: collection).filter(Set(videos).contains)
        if !isDryRun { try catalog.remove(held, from: collection) }
        return held
    }

    /// Puts videos of a collection first, in that order; the others follow as they were.
    ///
    /// - Throws: `SoraError`: `not_found`; `invalid` for a smart collection, and with every video that is
    ///   not in it or is named twice.
    package func reorderCollection(
        _ name: String, first videos: [Int64], isDryRun: Bool = false
    ) throws {
        let collection = try listCollection(named: name)
        let held = Set(try catalog.videoNumbers(of: collection))
        var seen: Set<Int64> = []
        let problems = videos.compactMap { video -> String? in
            if !seen.insert(video).inserted { return "\(Handle(.video, video)) is named twice" }
            return held.contains(video)
                ? nil : "\(Handle(.video, video)) is not in \(collection.name)"
        }
        guard problems.isEmpty else {
            throw SoraError.all(problems, of: "the order", hint: "nothing was changed")
        }
        if !isDryRun { try catalog.reorder(collection, first: videos) }
    }

    /// Gives a collection another name.
    ///
    /// - Throws: `SoraError`: `not_found`, `invalid`, `exists`.
    package func renameCollection(
        _ old: String, to new: String, isDryRun: Bool = false
    ) throws {
        let collection = try catalog.collection(named: old)
        if let problem = TextRules.problem(withCollection: new) {
            throw SoraError(.invalid, problem)
        }
        try catalog.checkFree(new, except: collection.id)
        if let query = collection.query { try catalog.check(savedQuery: query, of: new) }
        if !isDryRun { try catalog.rename(collection, to: new) }
    }

    /// Deletes a collection; its videos stay.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    package func deleteCollection(_ name: String) throws {
        try catalog.delete(catalog.collection(named: name))
    }

    /// A collection that is a list, and no saved query.
    ///
    /// - Throws: `SoraError`: `not_found`, `invalid` for a smart collection.
    func listCollection(named name: String) throws -> CollectionRecord {
        let collection = try catalog.collection(named: name)
        guard let query = collection.query else { return collection }
        throw SoraError(
            .invalid, "\(collection.name) is a smart collection: it holds what its query finds",
            hint: "its query is: \(query)")
    }

    private func describe(_ collection: CollectionRecord) throws -> CollectionDescription {
        CollectionDescription(
            name: collection.name, uid: collection.uid, query: collection.query,
            videos: try catalog.videoNumbers(of: collection))
    }
}
