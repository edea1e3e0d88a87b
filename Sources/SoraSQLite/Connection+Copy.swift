import CSQLite

extension Connection {
    /// Makes another database what this one is at this moment; others may write meanwhile.
    ///
    /// Source: https://www.sqlite.org/backup.html; in one step, so that it need not begin anew.
    package func copy(into target: borrowing Connection) throws(SQLiteError) {
        guard let backup = unsafe sqlite3_backup_init(target.database, "main", database, "main")
        else {
            throw unsafe SQLiteError.last(
                on: target.database, code: sqlite3_errcode(target.database))
        }
        let copied = unsafe sqlite3_backup_step(backup, -1)
        let finished = unsafe sqlite3_backup_finish(backup)
        guard copied == SQLITE_DONE, finished == SQLITE_OK else {
            let code = copied == SQLITE_DONE ? finished : copied
            throw unsafe SQLiteError.last(on: target.database, code: code)
        }
    }

    /// What SQLite's own check finds wrong, at most a hundred lines; nothing where all is well.
    package func damages() throws -> [String] {
        try rows("PRAGMA integrity_check(100)") { $0.text(0) ?? "" }.filter { $0 != "ok" }
    }
}
