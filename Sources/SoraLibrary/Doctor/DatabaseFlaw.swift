/// What is known to be wrong with versions of SQLite.
enum DatabaseFlaw {
    /// Whether a version has the WAL-reset bug (https://www.sqlite.org/wal.html#walresetbug): from 3.7.0 to 3.51.2, but for
    /// the mended 3.44.6 and 3.50.7 and what followed them.
    static func hasResetBug(_ version: String) -> Bool {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard parts.count >= 3, parts[0] == 3 else { return false }
        switch (parts[1], parts[2]) {
        case (..<7, _): return false
        case (44, let patch): return patch < 6
        case (50, let patch): return patch < 7
        case (51, let patch): return patch < 3
        case (let minor, _): return minor < 51
        }
    }
}
