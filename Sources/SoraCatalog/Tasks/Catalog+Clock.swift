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

    /// Clocks are corrected all the time, in milliseconds; from two minutes on it is a jump.
    package static let clockJump = 120.0

    private static let clockGrain = Int64(clockJump * 1000)
}
