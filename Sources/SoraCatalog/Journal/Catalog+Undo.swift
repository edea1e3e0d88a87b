import SoraSQLite

extension Catalog {
    /// Takes changes back, all or none; that is a set of changes too, which can be undone.
    ///
    /// - Throws: `SoraError` with code `failed` where something cannot be taken back, which it names;
    ///   `not_found` where there is nothing to undo.
    package func undo(_ target: UndoTarget) throws -> UndoResult {
        try changing { connection, set in
            try UndoRun(catalog: self, set: set).run(target, on: connection)
        }
    }

    /// Does the same to the moment before the commit.
    package func tryUndo(
        _ target: UndoTarget, lines: Int
    ) throws -> (result: UndoResult, preview: ChangePreview) {
        let (result, preview) = try trying(lines: lines) { connection, set in
            try UndoRun(catalog: self, set: set).run(target, on: connection)
        }
        return (result, preview)
    }
}
