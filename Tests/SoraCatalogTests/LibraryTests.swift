import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@Suite struct `A library` {
    @Test func `is made in a new or empty folder, private to its owner`() throws {
        let fixture = try CatalogFixture()
        let files = FileSystem()
        #expect(
            try files.names(in: fixture.folder.path).filter { !$0.contains(".sqlite-") } == [
                "incoming", "objects", "providers", "soralib.lock", "soralib.sqlite",
            ])
        #expect(try files.status(of: fixture.folder.path)?.mode == 0o700)
        #expect(try files.status(of: fixture.folder.database)?.mode == 0o600)
    }

    @Test func `is not made twice, nor among strangers`() throws {
        let fixture = try CatalogFixture()
        let twice = #expect(throws: SoraError.self) {
            _ = try Catalog.create(fixture.folder, system: fixture.system)
        }
        #expect(twice?.code == .exists && twice?.code.exitStatus == .cannotCreate)
        try fixture.temporary.write([1], to: "photo.jpg")
        let strangers = #expect(throws: SoraError.self) {
            _ = try Catalog.create(LibraryFolder(fixture.temporary.path), system: fixture.system)
        }
        #expect(strangers?.message.contains("is not empty") == true)
    }

    @Test func `whose making was cut short is finished by making it again`() throws {
        let temporary = try TemporaryFolder()
        let folder = LibraryFolder(temporary.file("library"))
        // Every call that making a library makes, failed once, in turn.
        for number in 0..<200 {
            try? FileManager.default.removeItem(atPath: folder.path)
            let countdown = Countdown(number)
            let failing = FileSystem { _, path throws(SystemError) in
                if countdown.reachesZero() { throw SystemError(EIO, "stage", path) }
            }
            do {
                _ = try Catalog.create(folder, system: SystemContext(files: failing))
                #expect(number > 5)
                return
            } catch {
                if try FileSystem().status(of: folder.database) == nil {
                    _ = try Catalog.create(folder, system: SystemContext())
                }
                let catalog = try Catalog.open(folder, for: .writing, system: SystemContext())
                #expect(try catalog.uid().count == 36)
            }
        }
        Issue.record("making a library never succeeded")
    }

    @Test func `is found by name, by environment, and upwards`() throws {
        let fixture = try CatalogFixture()
        let locator = LibraryLocator(files: FileSystem())
        let path = fixture.folder.path
        let inside = path + "/objects"
        #expect(try locator.locate(named: nil, environment: nil, current: inside).path == path)
        #expect(try locator.locate(named: path, environment: "/none", current: "/").path == path)
        #expect(try locator.locate(named: nil, environment: path, current: "/").path == path)
        #expect(
            try locator.locate(named: "library", environment: nil, current: fixture.temporary.path)
                .path
                == path)
    }

    @Test func `that is nowhere is an error with the command that makes one`() throws {
        let temporary = try TemporaryFolder()
        let error = #expect(throws: SoraError.self) {
            try LibraryLocator(files: FileSystem()).locate(
                named: nil, environment: nil, current: temporary.path)
        }
        #expect(error?.code.exitStatus == .noInput)
        #expect(error?.hint?.contains("soralib init") == true)
    }

    @Test func `of a newer soralib is refused and not changed`() throws {
        let fixture = try CatalogFixture()
        try fixture.raw { try $0.run("PRAGMA user_version = 99") }
        let error = #expect(throws: SoraError.self) {
            _ = try Catalog.open(fixture.folder, for: .reading, system: fixture.system)
        }
        #expect(error?.code == .schema && error?.code.exitStatus == .configuration)
        #expect(try fixture.raw { try $0.integer("PRAGMA user_version") } == 99)
    }

    @Test func `has a schema whose digest is the one written down in Schema.swift`() throws {
        let text = Schema.migrations.joined(separator: "\n")
        #expect(try SHA256.digest(of: Array(text.utf8)) == Schema.digest)
    }

    @Test func `of an unreleased soralib is refused with what to do`() throws {
        let fixture = try CatalogFixture()
        try fixture.raw { try $0.run("UPDATE library SET schema_digest = 'other'") }
        let error = #expect(throws: SoraError.self) {
            _ = try Catalog.open(fixture.folder, for: .writing, system: fixture.system)
        }
        #expect(
            error?.message.hasSuffix("was made by an unreleased soralib: dump and load") == true)
    }

    @Test func `that another program made is not taken for one`() throws {
        let temporary = try TemporaryFolder()
        let folder = LibraryFolder(temporary.path)
        let other = try Connection.open(folder.database, .create)
        try other.run("CREATE TABLE t (x)")
        let error = #expect(throws: SoraError.self) {
            _ = try Catalog.open(folder, for: .reading, system: SystemContext())
        }
        #expect(error?.code == .corrupt)
    }

    @Test func `with damaged bytes is told as damaged`() throws {
        let fixture = try CatalogFixture()
        try fixture.catalog.checkpoint()
        let file = try FileSystem().open(fixture.folder.database, .readWrite)
        try FileSystem().write([UInt8](repeating: 0xAA, count: 4000), to: file, at: 100)
        let error = #expect(throws: SoraError.self) {
            let catalog = try Catalog.open(fixture.folder, for: .reading, system: fixture.system)
            _ = try catalog.providers()
        }
        #expect(error?.code == .corrupt && error?.code.exitStatus == .badData)
    }
}

/// Counts down, once.
private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ number: Int) { left = Mutex(number) }

    func reachesZero() -> Bool {
        left.withLock { left in
            left -= 1
            return left == -1
        }
    }
}
