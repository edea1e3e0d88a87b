import SoraModel
import SoraSQLite

extension Catalog {
    /// The value of a setting.
    package func setting(_ setting: Setting) throws -> String {
        try database.read { connection in
            try connection.text(
                "SELECT value FROM setting WHERE name = ?", [.text(setting.rawValue)])
        } ?? setting.standard
    }

    /// Sets a setting to one of its values.
    package func set(_ setting: Setting, to value: String) throws {
        try database.write { connection in
            if value == setting.standard {
                try connection.execute(
                    "DELETE FROM setting WHERE name = ?", [.text(setting.rawValue)])
            } else {
                try connection.execute(
                    "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
                    [.text(setting.rawValue), .text(value)])
            }
            guard setting == .sidecars else { return }
            // What changed while none were kept is not known.
            try connection.execute("DELETE FROM sidecar_due")
            if value != "off" { try Self.markAllSidecars(on: connection) }
        }
    }

    /// Marks every sidecar as behind.
    static func markAllSidecars(on connection: borrowing Connection) throws {
        try connection.execute(
            "INSERT INTO sidecar_mark SELECT id FROM video WHERE sha256 IS NOT NULL UNION ALL SELECT 0"
        )
    }
}
