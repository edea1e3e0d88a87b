import Foundation
import SoraTestSupport
import Testing

/// What is said of a library that is not there, not to be made, or not to be used.
@Suite(.startsPrograms) struct `A library` {
    @Test(arguments: [
        ["list"], ["status"], ["show", "v1"], ["queue", "a fox"], ["sync"], ["verify"],
        ["provider", "list"],
    ])
    func `that is not there is told with the way to make one`(words: [String]) async throws {
        let workshop = try Workshop()
        let outcome = try await workshop.run(words)
        expectError(outcome, 66, "there is no library in \(workshop.folder.path)", "soralib init")
        let asJSON = try await workshop.run(words + ["--json"])
        #expect(asJSON.status == 66)
        #expect(Shape.error.problems(in: asJSON.errorJSON) == [])
        #expect(asJSON.errorJSON?["code"]?.string == "no_library")
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path) == [])
    }

    @Test func `that is named wrongly is told with the name's source`() async throws {
        let workshop = try Workshop()
        let named = try await workshop.run("list", "--library", "nowhere")
        expectError(named, 66, "there is no library in nowhere, which --library names")
        let variable = try await workshop.run(
            "list", environment: ["SORALIB_LIBRARY": "/nowhere"])
        expectError(variable, 66, "/nowhere, which SORALIB_LIBRARY names")
    }

    @Test func `is found upwards from a folder inside it`() async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await workshop.run(
            "list", "--json", in: workshop.library + "/objects")
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test func `is not made in a folder that holds something`() async throws {
        let workshop = try Workshop()
        try workshop.folder.write("holiday".utf8, to: "diary.txt")
        let outcome = try await workshop.run("init", in: workshop.folder.path)
        expectError(outcome, 73, "is not empty: it holds diary.txt", "new or empty")
        let dry = try await workshop.run("init", "--dry-run", in: workshop.folder.path)
        expectError(dry, 73, "is not empty: it holds diary.txt")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path)
                == ["diary.txt"])
    }

    @Test func `is not made where a file has the name`() async throws {
        let workshop = try Workshop()
        try workshop.folder.write("holiday".utf8, to: "diary.txt")
        let outcome = try await workshop.run("init", workshop.folder.file("diary.txt"))
        expectError(outcome, 73, "diary.txt is not a folder", "new or empty")
        let below = try await workshop.run("init", workshop.folder.file("diary.txt/clips"))
        expectError(below, 73, "diary.txt/clips: not a directory")
        let dry = try await workshop.run("init", "--dry-run", workshop.folder.file("diary.txt"))
        expectError(dry, 73, "diary.txt is not a folder")
    }

    @Test func `is not made twice`() async throws {
        let workshop = try await Workshop.withLibrary()
        let before = try workshop.dump()
        for words in [["init", workshop.library], ["init", workshop.library, "--dry-run"]] {
            let outcome = try await workshop.run(words)
            expectError(outcome, 73, "there is a library in \(workshop.library) already", "status")
        }
        #expect(try workshop.dump() == before)
    }

    @Test(
        .enabled(if: InstalledProgram.find("sqlite3") != nil, "there is no sqlite3: NOT checked"),
        arguments: [
            ("PRAGMA user_version = 99", "was made by a newer soralib"),
            ("UPDATE library SET schema_digest = 'another'", "dump and load"),
        ])
    func `of another soralib is refused and left as it is`(
        change: String, message: String
    ) async throws {
        let workshop = try await Workshop.withLibrary()
        try await workshop.damage(change)
        let before = try workshop.dump()
        for words in [["list"], ["queue", "a fox"], ["sync"], ["status"]] {
            expectError(try await workshop.run(words), 78, message)
        }
        #expect(try workshop.dump() == before)
    }

    @Test(arguments: [0, 4096, 20_000])
    func `whose catalogue is damaged is told so`(offset: UInt64) async throws {
        let workshop = try await Workshop.withLibrary()
        // All of it is in the database file, none in the log.
        try? FileManager.default.removeItem(atPath: workshop.library + "/soralib.sqlite-wal")
        try? FileManager.default.removeItem(atPath: workshop.library + "/soralib.sqlite-shm")
        let path = workshop.library + "/soralib.sqlite"
        let size = try #require(FileManager.default.contents(atPath: path)).count
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(repeating: 0xA5, count: size - Int(offset)))
        try file.close()
        let outcome = try await workshop.run("status")
        expectError(outcome, 65, "soralib.sqlite")
    }

    @Test func `that another program made is refused`() async throws {
        let workshop = try Workshop()
        try workshop.folder.write("this is no database".utf8, to: "soralib.sqlite")
        let outcome = try await workshop.run("list", in: workshop.folder.path)
        expectError(outcome, 65, "soralib.sqlite")
    }
}
