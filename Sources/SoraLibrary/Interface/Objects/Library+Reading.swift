import SoraCatalog
public import SoraModel

extension Library {
    /// The videos that a query finds.
    ///
    /// - Parameters:
    ///   - query: query words, as in `fox tag:winter rating:>=3`; with none, all but those in the trash.
    ///   - order: which come first.
    ///   - limit: the most of them; `nil` for no limit.
    /// - Returns: the videos, which are read while they are looked at.
    public func videos(
        matching query: String = "", order: ObjectOrder = .bestFirst, limit: Int? = nil
    ) -> LibraryObjects<Video> {
        objects(.video, query, order, limit) { row throws(SoraError) in try Video(row) }
    }

    /// The tasks that a query finds.
    ///
    /// - Parameters:
    ///   - query: query words, as in `state:failed created:-7d..`; with none, all.
    ///   - order: which come first.
    ///   - limit: the most of them; `nil` for no limit.
    /// - Returns: the tasks, which are read while they are looked at.
    public func tasks(
        matching query: String = "", order: ObjectOrder = .newestFirst, limit: Int? = nil
    ) -> LibraryObjects<GenerationTask> {
        objects(.task, query, order, limit) { row throws(SoraError) in try GenerationTask(row) }
    }

    /// The prompts that a query finds.
    ///
    /// - Parameters:
    ///   - query: query words; with none, all.
    ///   - order: which come first.
    ///   - limit: the most of them; `nil` for no limit.
    /// - Returns: the prompts, which are read while they are looked at.
    public func prompts(
        matching query: String = "", order: ObjectOrder = .newestFirst, limit: Int? = nil
    ) -> LibraryObjects<Prompt> {
        objects(.prompt, query, order, limit) { row throws(SoraError) in try Prompt(row) }
    }

    /// How many objects a query finds.
    ///
    /// - Parameters:
    ///   - query: query words; with none, all are counted.
    ///   - kind: what is counted.
    /// - Returns: the number.
    /// - Throws: `SoraError`: `invalid` with every problem of the query.
    @concurrent
    public func count(
        matching query: String = "", of kind: ObjectKind = .video
    ) async throws(SoraError) -> Int {
        try SoraError.told { try catalog.count(matching: try self.query(query, about: kind)) }
    }

    /// One video.
    ///
    /// - Parameter id: its handle.
    /// - Returns: the video, in the trash too.
    /// - Throws: `SoraError`: `not_found`.
    @concurrent
    public func video(_ id: Handle) async throws(SoraError) -> Video {
        try SoraError.told { try one(.video, id) { row throws(SoraError) in try Video(row) } }
    }

    /// One task.
    ///
    /// - Parameter id: its handle.
    /// - Returns: the task.
    /// - Throws: `SoraError`: `not_found`.
    @concurrent
    public func task(_ id: Handle) async throws(SoraError) -> GenerationTask {
        try SoraError.told {
            try one(.task, id) { row throws(SoraError) in try GenerationTask(row) }
        }
    }

    /// One prompt.
    ///
    /// - Parameter id: its handle.
    /// - Returns: the prompt.
    /// - Throws: `SoraError`: `not_found`.
    @concurrent
    public func prompt(_ id: Handle) async throws(SoraError) -> Prompt {
        try SoraError.told { try one(.prompt, id) { row throws(SoraError) in try Prompt(row) } }
    }

    /// The object that a text names.
    ///
    /// - Parameter text: a handle such as `v27`, a UUID, or the first 8 or more letters of one.
    /// - Returns: its handle.
    /// - Throws: `SoraError`: `not_found`, or `invalid` when several UUIDs begin so.
    @concurrent
    public func handle(of text: String) async throws(SoraError) -> Handle {
        try SoraError.told { try catalog.resolve(text) }
    }

    private func objects<Object>(
        _ kind: ObjectKind, _ query: String, _ order: ObjectOrder, _ limit: Int?,
        _ make: @escaping @Sendable (ObjectRow) throws(SoraError) -> Object
    ) -> LibraryObjects<Object> {
        LibraryObjects {
            let found = try self.query(query, about: kind)
            let order: ObjectSelection.Order =
                switch order.kind {
                case .best: .bestFirst
                case .newest: .newestFirst
                case .oldest: .oldestFirst
                case .sorted(let fields): .sorted(try self.catalog.sortFields(fields, of: kind))
                }
            return try self.catalog.numbers(
                of: ObjectSelection(kind, query: found, order: order, limit: limit))
        } read: {
            try self.read(kind, $0, make)
        }
    }

    private func one<Object>(
        _ kind: ObjectKind, _ id: Handle, _ make: (ObjectRow) throws(SoraError) -> Object
    ) throws -> Object {
        let known = try catalog.resolve(id.description, among: [kind])
        guard let object = try read(kind, [known.number], make).first else {
            throw SoraError(.notFound, "there is no \(kind.rawValue) \(id)")
        }
        return object
    }

    private func read<Object>(
        _ kind: ObjectKind, _ numbers: [Int64],
        _ make: (ObjectRow) throws(SoraError) -> Object
    ) throws -> [Object] {
        let shape = ObjectShape.of(kind)
        let places = ObjectRow.places(of: shape)
        var objects: [Object] = []
        try catalog.forEachRecord(
            of: ObjectSelection(kind, numbers: numbers, order: .asNumbered), fields: shape.fields
        ) { texts in
            objects.append(try make(ObjectRow(texts, places)))
            return true
        }
        return objects
    }

    /// Reads query words that are one text; an empty one finds everything.
    func query(_ text: String, about kind: ObjectKind) throws -> Query {
        try catalog.query(text.isEmpty ? [] : [text], about: kind)
    }
}
