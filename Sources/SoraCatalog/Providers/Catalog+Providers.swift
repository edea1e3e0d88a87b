import SoraModel
import SoraSQLite

extension Catalog {
    /// Every provider, by name; those that were removed too where asked.
    package func providers(includingRemoved: Bool = false) throws -> [ProviderRecord] {
        try database.read { connection in
            try connection.rows(
                Self.selectProvider
                    + (includingRemoved ? "" : " WHERE removed_at IS NULL") + " ORDER BY name, id"
            ) { Self.provider($0) }.map { try Self.withBudgets($0, on: connection) }
        }
    }

    /// The provider of that name.
    ///
    /// - Throws: `SoraError` with code `not_found`, which names the others.
    package func provider(named name: String) throws -> ProviderRecord {
        let all = try providers()
        if let found = all.first(where: { $0.name == name }) { return found }
        let near = NearestNames.to(name, in: all.map(\.name), limit: 1)
        let meant = near.first.map { "; did you mean \($0)?" } ?? ""
        throw SoraError(
            .notFound, "there is no provider \(name)\(meant)",
            hint: all.isEmpty
                ? "add one: `soralib provider add NAME --profile PROFILE --key-env VAR`"
                : "there is \(all.map(\.name).joined(separator: ", ")); "
                    + "see `soralib provider list`"
        )
    }

    /// The provider of that number, removed or not.
    package func provider(number: Int64) throws -> ProviderRecord {
        let found = try database.read { connection in
            try connection.row(Self.selectProvider + " WHERE id = ?", [.integer(number)]) {
                Self.provider($0)
            }.map { try Self.withBudgets($0, on: connection) }
        }
        guard let found else { throw SoraError(.notFound, "there is no provider number \(number)") }
        return found
    }

    /// Checks that no provider has a name.
    ///
    /// - Throws: `SoraError` with code `exists`.
    package func checkFree(providerName name: String) throws {
        try database.read { try Self.checkFree(name, on: $0) }
    }

    private static func checkFree(_ name: String, on connection: borrowing Connection) throws {
        let taken = try connection.integer(
            "SELECT 1 FROM provider WHERE name = ? AND removed_at IS NULL", [.text(name)])
        guard taken == nil else {
            throw SoraError(
                .exists, "there is a provider \(name) already",
                hint: "change it with `soralib provider set \(name)`, or choose another name")
        }
    }

    /// Adds a provider.
    ///
    /// - Throws: `SoraError` with code `exists` when the name is taken.
    package func addProvider(_ provider: ProviderRecord) throws -> ProviderRecord {
        try changing(.final) { connection, _ in
            try Self.checkFree(provider.name, on: connection)
            try connection.execute(
                """
                INSERT INTO provider
                    (uid, name, profile, base_url, key_source, ca_file, allow_private, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(newUID().text), .text(provider.name), .text(provider.profile),
                    .text(provider.baseURL), .text(provider.keySource),
                    SQLValue(provider.certificateAuthority), SQLValue(provider.allowsPrivate),
                    .integer(now),
                ])
            var added = provider
            added.id = connection.lastInsertedRow
            try Self.setBudgets(provider.budgets, ofProvider: added.id, on: connection)
            return added
        }
    }

    /// Stores the changed settings of a provider; new settings end a pause.
    package func updateProvider(_ provider: ProviderRecord) throws {
        try changing(.final) { connection, _ in
            try connection.execute(
                """
                UPDATE provider
                SET base_url = ?, key_source = ?, ca_file = ?, allow_private = ?,
                    paused_code = NULL, paused_reason = NULL, paused_at = NULL
                WHERE id = ?
                """,
                [
                    .text(provider.baseURL), .text(provider.keySource),
                    SQLValue(provider.certificateAuthority), SQLValue(provider.allowsPrivate),
                    .integer(provider.id),
                ])
            try Self.setBudgets(provider.budgets, ofProvider: provider.id, on: connection)
        }
    }

    /// Stops submitting to a provider, until its settings change.
    package func pauseProvider(number: Int64, _ pause: ProviderRecord.Pause) throws {
        try database.write { connection in
            try connection.execute(
                "UPDATE provider SET paused_code = ?, paused_reason = ?, paused_at = ? WHERE id = ?",
                [
                    .text(pause.code), .text(pause.reason),
                    .integer(now), .integer(number),
                ])
        }
    }

    /// Hides a provider; its history stays.
    ///
    /// - Throws: `SoraError` with code `in_use` while requests of it are on their way.
    package func removeProvider(_ provider: ProviderRecord) throws {
        try changing(.final) { connection, _ in
            let active = try connection.rows(
                """
                SELECT id FROM task
                WHERE provider_id = ? AND state IN
                    ('submitting', 'uncertain', 'submitted', 'in_progress', 'completed', 'downloading')
                ORDER BY id
                """, [.integer(provider.id)]
            ) { Handle(.task, $0.integer(0) ?? 0) }
            guard active.isEmpty else {
                let named = active.prefix(5).map(\.description).joined(separator: ", ")
                throw SoraError(
                    .inUse,
                    "provider \(provider.name) has tasks on their way: \(named)"
                        + (active.count > 5 ? " and \(active.count - 5) more" : ""),
                    hint: "let `soralib sync` finish them first; see `soralib status`")
            }
            try connection.execute(
                "UPDATE provider SET removed_at = ? WHERE id = ?",
                [.integer(now), .integer(provider.id)])
        }
    }

    private static func withBudgets(
        _ provider: ProviderRecord, on connection: borrowing Connection
    ) throws -> ProviderRecord {
        var provider = provider
        provider.budgets = try budgets(ofProvider: provider.id, on: connection)
        return provider
    }

    private static let selectProvider = """
        SELECT id, name, profile, base_url, key_source, ca_file, allow_private,
               paused_code, paused_reason, removed_at
        FROM provider
        """

    private static func provider(_ row: borrowing Row) -> ProviderRecord {
        ProviderRecord(
            id: row.integer(0) ?? 0, name: row.text(1) ?? "", profile: row.text(2) ?? "",
            baseURL: row.text(3) ?? "", keySource: row.text(4) ?? "",
            certificateAuthority: row.text(5), allowsPrivate: row.bool(6) ?? false,
            pause: row.text(7).map { .init(code: $0, reason: row.text(8) ?? "") },
            isRemoved: !row.isNull(9))
    }
}
