import SoraCatalog
import SoraSQLite

extension Damage {
    private struct Unplanted: Error { let damage: Damage }

    /// Does the damage to rows, as another program would that heeds nothing.
    func plantInRows(
        of folder: LibraryFolder, _ random: inout SystemRandomNumberGenerator
    ) throws -> Expected {
        let connection = try Connection.open(folder.database, .readWrite)
        try connection.run("PRAGMA foreign_keys = OFF")
        func past(_ trigger: String, _ sql: String) throws {
            let text = try connection.text(
                "SELECT sql FROM sqlite_schema WHERE name = ?", [.text(trigger)])
            try connection.run("DROP TRIGGER \(trigger); \(sql); \(text ?? "")")
        }
        let video = Int64.random(in: 1...4, using: &random)
        switch self {
        case .returnedUnnoticed:
            try connection.run("UPDATE video SET file_state = 'missing' WHERE id = \(video)")
            return Expected(kind: .returned, subject: "v\(video)")
        case .indexGone:
            try connection.run("DROP INDEX video_sha256")
            return Expected(kind: .schema, subject: "index video_sha256")
        case .triggerGone:
            let all = ["task_legal_edge", "event_kept", "task_kept"]
            let trigger = all.randomElement(using: &random) ?? ""
            try connection.run("DROP TRIGGER \(trigger)")
            return Expected(kind: .schema, subject: "trigger \(trigger)")
        case .tableAdded:
            try connection.run("CREATE TABLE mine (a)")
            return Expected(kind: .schema, subject: "table mine")
        case .rowGone:
            try connection.run("DELETE FROM provider WHERE id = 1")
            return Expected(kind: .reference, subject: "task")
        case .stateForged:
            // The way to a second payment.
            try past("task_legal_edge", "UPDATE task SET state = 'queued' WHERE id = \(video)")
            return Expected(kind: .history, subject: "t\(video)")
        case .eventGone:
            try past(
                "event_kept",
                """
                DELETE FROM event WHERE id = (SELECT max(id) FROM event
                    WHERE task_id = \(video) AND to_state IS NOT NULL)
                """)
            return Expected(kind: .history, subject: "t\(video)")
        case .stepForged:
            try connection.run(
                """
                INSERT INTO event (task_id, at, from_state, to_state, what)
                VALUES (\(video), 1, 'queued', 'succeeded', 'forged')
                """)
            return Expected(kind: .history, subject: "t\(video)")
        case .attemptGone:
            try connection.run("DELETE FROM submit_attempt WHERE task_id = \(video)")
            return Expected(kind: .history, subject: "t\(video)")
        case .attemptForged:
            try connection.run(
                """
                INSERT INTO submit_attempt (uid, task_id, phase, outcome, armed_at)
                VALUES ('0199', 5, 'sending', 'unknown', 1)
                """)
            return Expected(kind: .history, subject: "t5")
        case .ancestorOfItself:
            try connection.withoutTrigger("video_acyclic_changed") { connection in
                try connection.run("UPDATE video SET remixed_from = 3 WHERE id = 1")
            }
            return Expected(kind: .lineage, subject: "v1")
        case .orderLost:
            try connection.run("UPDATE collection_video SET position = 1")
            return Expected(kind: .collection, subject: "reel")
        case .queryBroken:
            try connection.run("UPDATE collection SET query = 'titel:x' WHERE name = 'best'")
            return Expected(kind: .collection, subject: "best")
        default: throw Unplanted(damage: self)
        }
    }
}

extension Connection {
    /// Runs something that a trigger would refuse, as a damaged file does; the trigger is there again afterwards.
    func withoutTrigger(
        _ name: String, _ body: (borrowing Connection) throws -> Void
    ) throws {
        let sql = try text("SELECT sql FROM sqlite_schema WHERE name = ?", [.text(name)]) ?? ""
        try run("DROP TRIGGER \(name)")
        try body(self)
        try run(sql)
    }
}
