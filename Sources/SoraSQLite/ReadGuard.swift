import CSQLite

/// Lets a statement of a stranger read, and do nothing else.
///
/// SQLite asks it while it compiles the statement (https://www.sqlite.org/c3ref/set_authorizer.html). The
/// connection is `query_only` besides.
final class ReadGuard {
    /// What was refused first, as a person calls it: `DELETE`, `PRAGMA journal_mode`; empty where the first
    /// word of the statement tells.
    private(set) var refused: String?

    /// Settings that only tell something, whatever stands behind them.
    private static let tellingPragmas: Set<String> = [
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
        "foreign_key_list",
    ]
    /// Settings that tell something where no value stands behind them.
    ///
    /// Full-text search asks for `data_version` by itself.
    private static let plainPragmas: Set<String> = [
        "user_version", "application_id", "page_count", "page_size", "freelist_count", "encoding",
        "journal_mode", "compile_options", "collation_list", "function_list", "module_list",
        "pragma_list", "data_version",
    ]

    /// Whether a step of the statement may be.
    private func allows(_ action: Int32, _ first: String?, _ second: String?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return true
        case SQLITE_FUNCTION:
            // Extensions are off in any case.
            if second?.lowercased() != "load_extension" { return true }
            return refuse("load_extension()")
        case SQLITE_PRAGMA:
            let name = first?.lowercased() ?? ""
            if Self.tellingPragmas.contains(name) { return true }
            if second == nil, Self.plainPragmas.contains(name) { return true }
            return refuse("PRAGMA \(name)")
        // The table functions and full-text search are declared so when they are used first. A statement that
        // did it would be found out, for it does not only read.
        case SQLITE_UPDATE where first == "sqlite_master": return true
        case SQLITE_INSERT where first?.hasPrefix("sqlite_") != true: return refuse("INSERT")
        case SQLITE_UPDATE: return refuse("UPDATE")
        case SQLITE_DELETE where first?.hasPrefix("sqlite_") != true: return refuse("DELETE")
        case SQLITE_ATTACH: return refuse("ATTACH")
        case SQLITE_DETACH: return refuse("DETACH")
        case SQLITE_TRANSACTION: return refuse(first ?? "BEGIN")
        case SQLITE_SAVEPOINT: return refuse("SAVEPOINT")
        case SQLITE_ANALYZE: return refuse("ANALYZE")
        case SQLITE_REINDEX: return refuse("REINDEX")
        case SQLITE_ALTER_TABLE: return refuse("ALTER TABLE")
        // CREATE, DROP and the like, which the statement says itself.
        default: return refuse("")
        }
    }

    private func refuse(_ what: String) -> Bool {
        if refused == nil { refused = what }
        return false
    }

    /// Guards what a connection compiles meanwhile.
    func guarding<Value>(
        _ database: OpaquePointer, _ body: () throws -> Value
    ) rethrows -> Value {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe sqlite3_set_authorizer(
            database,
            { context, action, first, second, _, _ in
                guard let context = unsafe context else { return SQLITE_DENY }
                let keeper = unsafe Unmanaged<ReadGuard>.fromOpaque(context).takeUnretainedValue()
                let names = unsafe (
                    first.map { unsafe String(cString: $0) },
                    second.map { unsafe String(cString: $0) }
                )
                return keeper.allows(action, names.0, names.1) ? SQLITE_OK : SQLITE_DENY
            }, context)
        defer { unsafe sqlite3_set_authorizer(database, nil, nil) }
        return try withExtendedLifetime(self) { try body() }
    }
}
