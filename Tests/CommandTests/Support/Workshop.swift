import Foundation
import SoraSQLite
import SoraTestSupport
import Testing

/// A folder with a library of a test's own, and the programs that work on it.
final class Workshop: Sendable {
    let folder: TemporaryFolder
    /// The library's folder.
    let library: String

    /// The variables that every program gets; nothing of the tester's own.
    static let environment = [
        "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC",
        "no_proxy": "127.0.0.1",
    ]

    /// Makes the folder; the library is made by `initialise`.
    init() throws {
        folder = try TemporaryFolder()
        library = folder.file("library")
    }

    /// A workshop whose library is there, without a provider.
    static func withLibrary() async throws -> Workshop {
        let workshop = try Workshop()
        let made = try await workshop.run("init", workshop.library)
        try #require(made.status == 0, "\(made)")
        return workshop
    }

    /// A workshop with a library and the provider `rehearsal` at a service.
    static func withProvider(_ url: String, trusting authority: String? = nil) async throws
        -> Workshop
    {
        let workshop = try await Workshop.withLibrary()
        try await workshop.addProvider(url, trusting: authority)
        return workshop
    }

    /// Adds the provider `rehearsal`.
    func addProvider(_ url: String, trusting authority: String? = nil) async throws {
        let added = try await run(
            [
                "provider", "add", "rehearsal", "--profile", "openai-compatible", "--base-url",
                url + "/openai-compatible", "--no-key",
            ] + (authority.map { ["--ca-file", $0] } ?? []))
        try #require(added.status == 0, "\(added)")
    }

    /// Runs soralib in the library to its end.
    func run(
        _ words: String..., input: String = "", environment: [String: String] = [:],
        in current: String? = nil
    ) async throws -> Child.Outcome {
        try await run(words, input: input, environment: environment, in: current)
    }

    /// Runs soralib in the library to its end, and holds its JSON against the schemas.
    func run(
        _ words: [String], input: String = "", environment: [String: String] = [:],
        in current: String? = nil
    ) async throws -> Child.Outcome {
        let outcome = try await start(
            words, input: input, environment: environment, in: current
        ).end()
        OutputContract.check(
            words, status: outcome.status, output: outcome.output, errors: outcome.errors)
        return outcome
    }

    /// Starts soralib in the library; it is killed after so many seconds.
    func start(
        _ words: [String], input: String = "", environment: [String: String] = [:],
        in current: String? = nil, limit: Double = 60
    ) throws -> Child {
        let exists = FileManager.default.fileExists(atPath: library)
        return try Child(
            Programs.soralib, words,
            environment: Self.environment.merging(environment) { $1 },
            current: current ?? (exists ? library : folder.path), input: .text(input), limit: limit)
    }

    /// Runs a line of the shell in the library; `soralib` is `$SORALIB`.
    func shell(_ line: String) async throws -> Child.Outcome {
        try await Child(
            "/bin/bash", ["-c", line],
            environment: Self.environment.merging(["SORALIB": Programs.soralib]) { $1 },
            current: library
        ).end()
    }

    /// One object, with every field.
    func show(_ id: String) async throws -> OrderedJSON {
        let shown = try await run("show", id, "--json")
        return try #require(shown.json, "\(shown)")
    }

    /// Every file below the library: its name, size, rights and, for small files, its bytes.
    ///
    /// The index of the write-ahead log is left out, for readers mark themselves in it.
    func dump() throws -> [String: String] {
        var dump: [String: String] = [:]
        let files = FileManager.default
        for name in try files.subpathsOfDirectory(atPath: library) where !name.hasSuffix("-shm") {
            let path = "\(library)/\(name)"
            let attributes = try files.attributesOfItem(atPath: path)
            let isFile = attributes[.type] as? FileAttributeType == .typeRegular
            let bytes = isFile ? files.contents(atPath: path)?.base64EncodedString() ?? "" : ""
            // A log that is empty means the same as none; a reader makes one.
            if name.hasSuffix("-wal"), bytes.isEmpty { continue }
            dump[name] = "\(attributes[.posixPermissions] ?? "") \(bytes)"
        }
        return dump
    }

    /// A workshop with a provider at which nothing listens, and clips v1, v2, … that are there by their rows
    /// alone.
    ///
    /// - Parameter titles: their titles.
    /// - Returns: the workshop.
    /// - Throws: when it cannot be made.
    static func withVideos(_ titles: String...) async throws -> Workshop {
        try await withVideos(titles)
    }

    /// A workshop with clips that are there by their rows alone.
    static func withVideos(_ titles: [String]) async throws -> Workshop {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let rows = titles.enumerated().map { index, title in
            "('0199aaaa-\(index + 1)', '\(title)', 'import', 'present', printf('%064d', \(index + 1)), 'mp4', "
                + "100, \(index + 1), 1280, 720, 'verified', \(1_767_225_600_000 + index))"
        }
        try await workshop.damage(
            """
            INSERT INTO video (uid, title, operation, file_state, sha256, extension, bytes, duration, width,
                               height, verdict, created_at)
            VALUES \(rows.joined(separator: ", "))
            """)
        return workshop
    }

    /// The handles of the videos that query words find, as `list` gives them.
    func found(_ words: String...) async throws -> [String] {
        let listed = try await run(["list", "--json", "--fields", "id", "--"] + words)
        return try #require(listed.json, "\(listed)").elements.compactMap { $0["id"]?.string }
    }

    /// Runs SQL in the catalogue past soralib, as damage from outside: references may lead nowhere.
    func damage(_ sql: String, in library: String? = nil) async throws {
        let connection = try Connection.open(
            (library ?? self.library) + "/soralib.sqlite", .readWrite)
        try connection.run("PRAGMA foreign_keys = OFF")
        try connection.run(sql)
    }
}
