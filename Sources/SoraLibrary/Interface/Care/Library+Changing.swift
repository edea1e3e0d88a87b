import SoraCatalog
public import SoraModel

extension Library {
    /// Changes videos, prompts and images, all or none; ``undo()`` takes it back.
    ///
    /// - Parameters:
    ///   - objects: what is changed.
    ///   - edit: what is changed in each.
    /// - Returns: those that are not as they were.
    /// - Throws: `SoraError`: `invalid` with every problem, `not_found`.
    @concurrent
    @discardableResult
    public func edit(
        _ objects: [Handle], with edit: ObjectEdit
    ) async throws(SoraError) -> Set<Handle> {
        try SoraError.told {
            let known = try objects.map { try catalog.resolve($0.description, among: [$0.kind]) }
            return try self.edit(known, edit.changes)
        }
    }

    /// Takes back the last set of changes that can be undone and was not.
    ///
    /// - Returns: the sets that were undone.
    /// - Throws: `SoraError`: `not_found` when there is nothing to undo; `failed` when something was sent or
    ///   changed since, which is named.
    @concurrent
    @discardableResult
    public func undo() async throws(SoraError) -> [ChangeRecord] {
        try SoraError.told { try catalog.undo(.last).undone.map { ChangeRecord($0) } }
    }

    /// What was changed, by which program, the newest first.
    ///
    /// - Parameter limit: the most sets; `nil` for all.
    /// - Returns: the sets of changes.
    /// - Throws: `SoraError`: `corrupt`, `io_error` when the catalogue cannot be read.
    @concurrent
    public func recentChanges(limit: Int? = nil) async throws(SoraError) -> [ChangeRecord] {
        try SoraError.told { try catalog.history(limit: limit).map { ChangeRecord($0) } }
    }
}
