import SoraModel
import SoraSQLite

extension Catalog {
    /// Whether something is in the history that is yet to come: the clock was set back since.
    package func wasClockSetBack() throws -> Bool {
        let last = try database.read { connection in
            try connection.integer("SELECT at FROM event ORDER BY id DESC LIMIT 1")
        }
        return (last ?? 0) > now + Self.clockGrain
    }

    /// Makes every task due that waits, for the moments they wait for were by another clock.
    package func makeAllDue() throws {
        try database.write { connection in
            try connection.execute(
                """
                UPDATE task SET next_at = ? WHERE next_at > ?
                AND state IN ('queued', 'submitted', 'in_progress', 'completed', 'downloading')
                """, [.integer(now), .integer(now)])
        }
    }

    /// Makes the tasks of some providers due that wait since there was no way to their service.
    ///
    /// - Parameters:
    ///   - code: what such tasks have as their error.
    ///   - providers: the providers' numbers.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func makeDue(waitingFor code: String, of providers: [Int64]) throws {
        let list = "[" + providers.map(String.init).joined(separator: ",") + "]"
        try database.write { connection in
            try connection.execute(
                """
                UPDATE task SET next_at = ?1 WHERE next_at > ?1 AND error_code = ?2
                AND provider_id IN (SELECT value FROM json_each(?3))
                AND state IN ('queued', 'submitted', 'in_progress', 'completed', 'downloading')
                """, [.integer(now), .text(code), .text(list)])
        }
    }

    /// A number that is another one when someone else has changed the catalogue since
    /// (https://www.sqlite.org/pragma.html#pragma_data_version); one's own changes leave it as it is.
    package func changesByOthers() throws -> Int64 {
        try database.read { connection in
            try connection.integer("PRAGMA data_version") ?? 0
        }
    }

    /// Clocks are corrected all the time, in milliseconds; from two minutes on it is a jump.
    package static let clockJump = 120.0

    private static let clockGrain = Int64(clockJump * 1000)
}
