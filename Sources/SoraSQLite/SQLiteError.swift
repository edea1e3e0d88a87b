package import SoraModel

/// What SQLite said: its code, its message and the SQL; never the bound values.
package struct SQLiteError: Error, Hashable, Sendable {
    /// The extended result code (https://www.sqlite.org/rescode.html).
    package var code: Int32
    /// SQLite's own words.
    package var message: String
    /// The statement, with its placeholders, or `nil` where none was involved.
    package var sql: String?

    /// The code without its extension.
    package var primaryCode: Int32 { code & 0xFF }

    /// A constraint, a CHECK or a trigger refused a change.
    package var isConstraint: Bool { primaryCode == 19 }
    /// The file is damaged, or is no database.
    package var isCorrupt: Bool { primaryCode == 11 || primaryCode == 26 }
    /// The disk is full, or reading or writing failed: the connection is not to be used again.
    package var isFatal: Bool { [10, 13].contains(primaryCode) }

    /// The error as a person should see it.
    package func forPeople(database path: String) -> SoraError {
        switch primaryCode {
        case 11, 26:
            SoraError(
                .corrupt, "the catalogue \(path) is damaged or is not a database: \(message)",
                hint: "nothing was changed; the clips in objects/ are whole files of their own. "
                    + "`soralib library restore` puts back a copy of the catalogue")
        case 4:
            // A function of soralib's own ended the statement, and says why: a pattern that runs away.
            SoraError(
                .invalid, message,
                hint: "write it without repetitions inside of repetitions; nothing was changed")
        case 13:
            SoraError(
                .diskFull, "the disk of \(path) is full",
                hint: "free some space on this disk, then run the command again")
        case 8, 14, 23:
            SoraError(.cannotWrite, "cannot open or write \(path): \(message)")
        case 5, 6:
            SoraError(.locked, "another program holds \(path)")
        case 10:
            SoraError(.inputOutput, "reading or writing \(path) failed: \(message)")
        default:
            SoraError(.failed, "\(path): \(message)")
        }
    }
}

extension SQLiteError: CustomStringConvertible {
    package var description: String {
        "SQLite error \(code): \(message)" + (sql.map { " in: \($0)" } ?? "")
    }
}
