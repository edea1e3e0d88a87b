import SoraModel
import SoraSQLite

extension Catalog {
    /// How many bytes the results will take that are paid for, or may be, and are not here yet.
    ///
    /// - Parameter seconds: how long a further result will be, or `nil` where that is not said.
    /// - Returns: the bytes of all of them and of the further one, by what a second of the last
    ///   hundred results took.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func expectedBytes(withOneMoreOf seconds: Int?) throws -> Int64 {
        try database.read { connection in
            let open = try connection.row(
                """
                SELECT coalesce(sum(coalesce(seconds, \(Self.usualSeconds))), 0) FROM task
                WHERE state IN
                    ('submitting', 'uncertain', 'submitted', 'in_progress', 'completed', 'downloading')
                """
            ) { $0.integer(0) ?? 0 }
            let measured = try connection.row(
                """
                SELECT sum(bytes), sum(requested_seconds) FROM (
                    SELECT bytes, requested_seconds FROM video
                    WHERE task_id IS NOT NULL AND bytes > 0 AND requested_seconds > 0
                    ORDER BY id DESC LIMIT 100)
                """
            ) { ($0.real(0) ?? 0, $0.real(1) ?? 0) }
            var perSecond = Self.usualBytesPerSecond
            if let (bytes, length) = measured, length > 0 { perSecond = bytes / length }
            let length = Double(open ?? 0) + Double(seconds ?? Self.usualSeconds)
            return Int64(min(length * perSecond, 1e18))
        }
    }

    /// What a result is taken for that says nothing of its length, in seconds.
    private static let usualSeconds = 10
    /// What a second is taken for while nothing was measured: 16 Mbit.
    private static let usualBytesPerSecond = Double(2 << 20)
}
