import SoraModel
import SoraResources
package import SoraSQLite

/// The versions of the catalogue's schema, one SQL file each.
///
/// Until the first tagged release, schema 1 may be rewritten: a library that was made with another
/// text of it is refused by its digest.
package enum Schema {
    /// "sora" in ASCII: marks the file as a soralib catalogue (https://www.sqlite.org/pragma.html#pragma_application_id).
    package static let applicationID: Int64 = 0x736F_7261

    /// The SQL of each version; version 1 is the first.
    package static var migrations: [String] {
        Resources.files(in: "migrations").sorted { $0.name < $1.name }.map(\.text)
    }

    /// The newest version that this program knows.
    package static var version: Int { migrations.count }

    /// The SHA-256 of the text of all versions, joined by line feeds.
    ///
    /// Written down, as computing it sets up all of OpenSSL at each start; a test holds it against the text.
    package static let digest = "ef7717ca4fd0706bffa2eb6a45cabbbe8cc245c0e95958523c6413cadab7c5b9"

    /// Makes an empty database a catalogue, in the caller's transaction.
    static func create(on connection: borrowing Connection, uid: UID, at time: Timestamp) throws {
        for sql in migrations { try connection.run(sql) }
        try connection.execute(
            "INSERT INTO library (id, uid, schema_digest, created_at) VALUES (1, ?, ?, ?)",
            [.text(uid.text), .text(digest), .integer(time.milliseconds)])
        try connection.run("PRAGMA application_id = \(applicationID)")
        try connection.run("PRAGMA user_version = \(version)")
    }

    /// Checks that this program may read and write the database.
    ///
    /// - Throws: `SoraError` with code `schema` when it was made by a newer or an unreleased
    ///   soralib; `corrupt` when it is another program's.
    package static func check(_ connection: borrowing Connection, path: String) throws {
        guard try connection.integer("PRAGMA application_id") == applicationID else {
            throw SoraError(
                .corrupt, "\(path) is not a soralib catalogue",
                hint:
                    "name the library's folder with `--library DIR`, or make one with `soralib init DIR`"
            )
        }
        let found = try connection.integer("PRAGMA user_version") ?? 0
        guard found <= version else {
            throw SoraError(
                .schema,
                "\(path) was made by a newer soralib (schema \(found), this program knows \(version))",
                hint: "install the newer soralib; nothing was changed")
        }
        guard try connection.text("SELECT schema_digest FROM library") == digest else {
            throw SoraError(
                .schema, "\(path) was made by an unreleased soralib: dump and load",
                hint:
                    "dump it with the program that made it, and load that into a new library; nothing was changed"
            )
        }
    }
}
