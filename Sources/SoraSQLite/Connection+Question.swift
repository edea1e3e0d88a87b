import CSQLite

/// Why a statement that a person wrote is not run.
package enum QuestionProblem: Error, Hashable, Sendable {
    /// There is none.
    case empty
    /// There is a second one behind it.
    case several
    /// It would do more than read: what it would do.
    case writes(String)
    /// It has placeholders that no value was given for.
    case missing([String])
    /// Values were given for placeholders that it does not have.
    case unknown([String])
    /// It is no SQL, or names what is not there: SQLite's words, and the place as a number of bytes.
    case mistake(String, at: Int?)
}

extension Connection {
    /// Runs one statement that a person wrote, which can do nothing but read.
    ///
    /// - Parameters:
    ///   - sql: the statement.
    ///   - values: values of its placeholders, by their names without the first letter, or numbers.
    ///   - begin: is told the names of the columns.
    ///   - body: is lent each row, until it returns false.
    /// - Throws: `QuestionProblem`; `SQLiteError` when reading fails; what the closures throw.
    package func answer(
        _ sql: String, _ values: [String: SQLValue], columns begin: ([String]) throws -> Void,
        _ body: (borrowing Row) throws -> Bool
    ) throws {
        let keeper = ReadGuard()
        // While it runs, too: full-text search compiles statements of its own.
        try unsafe keeper.guarding(database) {
            let statement = try compile(sql, keeper)
            try statement.bind(named: values)
            try begin(statement.columnNames)
            do {
                try statement.forEachRow(body)
            } catch let error as SQLiteError where error.isMistake {
                if let refused = keeper.refused { throw QuestionProblem.writes(refused) }
                throw QuestionProblem.mistake(error.message, at: nil)
            }
        }
    }

    private func compile(_ sql: String, _ keeper: ReadGuard) throws -> Statement {
        guard !sql.utf8.contains(0) else {
            throw QuestionProblem.mistake("the statement has a NUL in it", at: nil)
        }
        var first: OpaquePointer?
        var isLast = true
        let code = unsafe sql.withCString { text in
            var rest: UnsafePointer<CChar>?
            let code = unsafe sqlite3_prepare_v2(database, text, -1, &first, &rest)
            guard unsafe code == SQLITE_OK && first != nil else { return code }
            // Comments and semicolons alone make no statement.
            var second: OpaquePointer?
            let next = unsafe sqlite3_prepare_v2(database, rest, -1, &second, nil)
            isLast = unsafe next == SQLITE_OK && second == nil
            unsafe sqlite3_finalize(second)
            return code
        }
        guard code == SQLITE_OK else {
            if let refused = keeper.refused {
                throw QuestionProblem.writes(refused.isEmpty ? Self.keyword(sql) : refused)
            }
            let offset = unsafe Int(sqlite3_error_offset(database))
            let error = unsafe SQLiteError.last(on: database, code: code)
            guard error.isMistake else { throw error }
            throw QuestionProblem.mistake(error.message, at: offset >= 0 ? offset : nil)
        }
        guard let prepared = unsafe first else { throw QuestionProblem.empty }
        let statement = unsafe Statement(owning: prepared, of: database, sql)
        guard isLast else { throw QuestionProblem.several }
        // VACUUM asks nobody.
        guard unsafe sqlite3_stmt_readonly(prepared) != 0 else {
            throw QuestionProblem.writes(Self.keyword(sql))
        }
        return statement
    }

    /// The first word of a statement.
    private static func keyword(_ sql: String) -> String {
        let word = sql.drop { $0.isWhitespace }.prefix { $0.isLetter }
        return word.isEmpty ? "such a statement" : word.uppercased()
    }
}

extension SQLiteError {
    /// Whether the statement is at fault, and not the database or the disk: an error of SQL, a value that is
    /// too long or of the wrong kind, a function that failed, something refused.
    fileprivate var isMistake: Bool { [1, 4, 8, 18, 20, 23, 25].contains(primaryCode) }
}

extension Statement {
    /// The names of its columns; of those that are called the same, each but the first with its number.
    var columnNames: [String] {
        var names: [String] = []
        for column in 0..<columnCount {
            let name = self.name(ofColumn: column)
            var unique = name
            var count = 1
            while names.contains(unique) {
                count += 1
                unique = "\(name)_\(count)"
            }
            names.append(unique)
        }
        return names
    }

    /// Binds values to placeholders by their names.
    fileprivate func bind(named values: [String: SQLValue]) throws {
        var missing: [String] = []
        var unknown = Set(values.keys)
        var bound: [SQLValue] = []
        for (index, name) in parameterNames.enumerated() {
            let key = name.map { String($0.dropFirst()) } ?? String(index + 1)
            if let value = values[key] {
                unknown.remove(key)
                bound.append(value)
            } else {
                missing.append(name ?? "?\(index + 1)")
                bound.append(.null)
            }
        }
        if !missing.isEmpty { throw QuestionProblem.missing(missing) }
        if !unknown.isEmpty { throw QuestionProblem.unknown(unknown.sorted()) }
        try bind(bound)
    }
}
