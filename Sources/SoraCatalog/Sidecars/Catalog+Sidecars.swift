import SoraModel
import SoraSQLite
import SoraSystem

extension Catalog {
    /// Brings the sidecars up to date: what is enough to make the catalogue anew.
    ///
    /// - Parameters:
    ///   - seconds: after how long what is left is left, or `nil` for all.
    ///   - isPatient: whether nobody waits for it, so that all of that time is taken however much is behind.
    ///   - isCommonLeft: whether what no original leads to waits: it may be long, and change often.
    /// - Returns: how many are behind still.
    /// - Throws: `SoraError` when they cannot be written; those that could not stay due.
    @discardableResult
    package func writeSidecars(
        within seconds: Double? = nil, isPatient: Bool = false, isCommonLeft: Bool = false
    ) throws -> Int {
        do {
            return try SidecarWriter(
                catalog: self, isPatient: isPatient, isCommonLeft: isCommonLeft
            ).run(
                within: seconds)
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// Whether sidecars are behind.
    package func areSidecarsBehind() throws -> Bool {
        try database.read { try $0.integer("SELECT 1 FROM sidecar_due LIMIT 1") != nil }
    }

    /// Writes the sidecar of an original anew, or the one that no original leads to.
    func writeSidecar(of original: String?) throws {
        try database.write { connection in
            if let original {
                try connection.execute(
                    "INSERT INTO sidecar_mark SELECT id FROM video WHERE sha256 = ?",
                    [.text(original)])
            } else {
                try connection.execute("INSERT INTO sidecar_mark VALUES (0)")
            }
        }
        try writeSidecars()
    }
}
