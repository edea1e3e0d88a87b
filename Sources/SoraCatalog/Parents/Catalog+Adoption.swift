import SoraModel
import SoraSQLite

extension Catalog {
    /// Which of a service's videos are in the library: as tasks of its account, or imported.
    ///
    /// - Parameters:
    ///   - ids: what the service calls them.
    ///   - account: the providers whose tasks the service's list may have.
    /// - Returns: the ids of those that are.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func known(
        _ ids: [String], of account: [ProviderRecord]
    ) throws -> Set<String> {
        try database.read { connection in
            try Set(ids.filter { try isKnown($0, of: account, on: connection) })
        }
    }

    /// Takes videos of a service into the catalogue that it lacks, all or none, each with its parent.
    ///
    /// - Parameters:
    ///   - found: the videos, the oldest first.
    ///   - provider: where they were found.
    ///   - account: that provider, and all others whose tasks its list may have.
    /// - Returns: the numbers and the ids of the new tasks; what is there already is passed over.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func adopt(
        _ found: [FoundTask], of provider: ProviderRecord, sharing account: [ProviderRecord]
    ) throws -> [(task: Int64, remoteID: String)] {
        try database.write { connection in
            try found.compactMap { one in
                // Asked again: meanwhile a request may have been answered that made it.
                if try isKnown(one.remoteID, of: account, on: connection) { return nil }
                return (try insert(one, of: provider, account, on: connection), one.remoteID)
            }
        }
    }

    /// Notes what a service tells of the origin of a task that came without a parent.
    ///
    /// - Parameters:
    ///   - remoteID: what the service calls the parent.
    ///   - task: the task.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func note(parent remoteID: String, of task: TaskRecord) throws {
        let provider = try provider(number: task.provider)
        try database.write { connection in
            let parent = try self.parent(
                named: remoteID, of: provider, [provider], on: connection)
            try connection.execute(
                """
                UPDATE task SET remixed_from = ?2, operation = 'remix'
                WHERE id = ?1 AND remixed_from IS NULL AND operation = 'create'
                  AND NOT EXISTS (SELECT 1 FROM video WHERE id = ?2 AND task_id = ?1)
                """, [.integer(task.id), .integer(parent)])
            guard connection.changes == 1 else { return }
            if let video = try connection.integer(
                "SELECT id FROM video WHERE task_id = ?", [.integer(task.id)])
            {
                try link(video, to: parent, on: connection)
                try connection.execute(
                    "UPDATE video SET operation = 'remix' WHERE id = ?", [.integer(video)])
            }
            try record(
                "came from v\(parent), the service says", of: task.id, from: task.state,
                to: task.state, detail: JSONText.object(["remote_id": remoteID]), on: connection)
        }
    }

    private func isKnown(
        _ id: String, of account: [ProviderRecord], on connection: borrowing Connection
    ) throws -> Bool {
        for provider in account {
            let task = try connection.integer(
                "SELECT 1 FROM task WHERE provider_id = ? AND remote_id = ?",
                [.integer(provider.id), .text(id)])
            if task != nil { return true }
            let file = try connection.integer(
                """
                SELECT 1 FROM video WHERE origin_id = ?1 AND file_state <> 'absent'
                  AND (origin_provider IS NULL OR same_text(origin_provider, ?2) OR same_text(origin_provider, ?3))
                """, [.text(id), .text(provider.name), .text(provider.profile)])
            if file != nil { return true }
        }
        return false
    }

    private func insert(
        _ found: FoundTask, of provider: ProviderRecord, _ account: [ProviderRecord],
        on connection: borrowing Connection
    ) throws -> Int64 {
        let prompt = try promptNumber(of: found.prompt, on: connection)
        let parent =
            found.parent == found.remoteID
            ? nil
            : try found.parent.map {
                try self.parent(named: $0, of: provider, account, on: connection)
            }
        try connection.execute(
            """
            INSERT INTO task
                (uid, state, provider_id, prompt_id, operation, model, prompt_text, seconds, width,
                 height, request, remixed_from, remote_id, created_at, submitted_at)
            VALUES (?, 'submitted', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(newUID().text), .integer(provider.id), .integer(prompt),
                .text((parent == nil ? TaskOperation.create : .remix).rawValue),
                .text(found.model), .text(found.prompt), SQLValue(found.seconds),
                SQLValue(found.size?.width), SQLValue(found.size?.height), .text(found.request),
                SQLValue(parent), .text(found.remoteID),
                .integer(found.createdAt.milliseconds), .integer(found.createdAt.milliseconds),
            ])
        let task = connection.lastInsertedRow
        try record(
            "adopted from the account", of: task, from: nil, to: .submitted,
            detail: JSONText.object(["remote_id": found.remoteID]), on: connection)
        // Others may have spoken of it before it was there.
        let names = [provider.name, provider.profile]
        for placeholder in try placeholders(named: found.remoteID, of: names, on: connection)
            .prefix(1)
        {
            try connection.execute(
                """
                UPDATE video SET task_id = ?2, prompt_id = coalesce(prompt_id, ?3), operation = ?4,
                    requested_seconds = ?5, requested_width = ?6, requested_height = ?7
                WHERE id = ?1
                """,
                [
                    .integer(placeholder), .integer(task), .integer(prompt),
                    .text((parent == nil ? TaskOperation.create : .remix).rawValue),
                    SQLValue(found.seconds), SQLValue(found.size?.width),
                    SQLValue(found.size?.height),
                ])
            if let parent { try link(placeholder, to: parent, on: connection) }
        }
        return task
    }
}
