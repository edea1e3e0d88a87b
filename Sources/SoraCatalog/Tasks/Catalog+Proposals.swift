import SoraModel
import SoraSQLite

extension Catalog {
    /// What could be an uncertain task; none when it is not uncertain any more.
    package func proposals(ofTask number: Int64) throws -> [Proposal] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT proposal.remote_id, made_at FROM proposal JOIN task ON task.id = task_id
                WHERE task_id = ? AND task.state = 'uncertain' ORDER BY made_at, proposal.remote_id
                """, [.integer(number)]
            ) { row in
                Proposal(
                    remoteID: row.text(0) ?? "",
                    madeAt: row.integer(1).map { Timestamp(milliseconds: $0) })
            }
        }
    }

    /// Stores what could be an uncertain task, in place of what was stored.
    package func setProposals(_ proposals: [Proposal], ofTask number: Int64) throws {
        guard try self.proposals(ofTask: number) != proposals else { return }
        try database.write { connection in
            try connection.execute("DELETE FROM proposal WHERE task_id = ?", [.integer(number)])
            for proposal in proposals {
                try connection.execute(
                    "INSERT INTO proposal (task_id, remote_id, made_at, seen_at) VALUES (?, ?, ?, ?)",
                    [
                        .integer(number), .text(proposal.remoteID),
                        SQLValue(proposal.madeAt?.milliseconds), .integer(now),
                    ])
            }
        }
    }
}
