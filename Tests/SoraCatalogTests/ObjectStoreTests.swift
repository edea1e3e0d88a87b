import SoraCatalog
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@Suite struct `The object store` {
    let fixture: CatalogFixture
    let bytes = Array("the bytes of a clip".utf8)
    let stored: StoredFile

    init() throws {
        fixture = try CatalogFixture()
        stored = StoredFile(sha256: try SHA256.digest(of: bytes), fileExtension: "mp4", bytes: 19)
    }

    private func incoming(_ bytes: [UInt8]) throws -> String {
        let path = fixture.folder.incoming + "/a.part"
        let file = try FileSystem().open(path, .createNew)
        try FileSystem().write(bytes, to: file, at: 0)
        return path
    }

    @Test func `keeps a file under its digest, read-only`() throws {
        let store = ObjectStore(folder: fixture.folder, files: FileSystem())
        try store.promote(try incoming(bytes), as: stored)
        let path = fixture.folder.object(stored.sha256, "mp4")
        #expect(path.hasSuffix("/objects/\(stored.sha256.prefix(2))/\(stored.sha256).mp4"))
        #expect(try FileSystem().contents(of: path, limit: 100) == bytes)
        #expect(try FileSystem().status(of: path)?.mode == 0o444)
        #expect(try store.digest(of: stored) == stored.sha256)
    }

    @Test func `stores the same bytes once`() throws {
        let store = ObjectStore(folder: fixture.folder, files: FileSystem())
        try store.promote(try incoming(bytes), as: stored)
        try store.promote(try incoming(bytes), as: stored)
        #expect(try FileSystem().names(in: fixture.folder.incoming) == ["receipts"])
        #expect(
            try FileSystem().names(in: "\(fixture.folder.objects)/\(stored.sha256.prefix(2))").count
                == 1)
    }

    @Test func `replaces a stored file that is not what its name says`() throws {
        let store = ObjectStore(folder: fixture.folder, files: FileSystem())
        try FileSystem().makeFolder("\(fixture.folder.objects)/\(stored.sha256.prefix(2))")
        let path = fixture.folder.object(stored.sha256, "mp4")
        let damaged = try FileSystem().open(path, .createNew)
        try FileSystem().write(Array("rot".utf8), to: damaged, at: 0)
        try store.promote(try incoming(bytes), as: stored)
        #expect(try store.digest(of: stored) == stored.sha256)
    }

    @Test func `syncs the folders before it says that a file is stored`() throws {
        let seen = Mutex<[String]>([])
        let watching = FileSystem { operation, path throws(SystemError) in
            seen.withLock { $0.append("\(operation.rawValue) \(path)") }
        }
        let store = ObjectStore(folder: fixture.folder, files: watching)
        let path = try incoming(bytes)
        try store.promote(path, as: stored)
        let shelf = "\(fixture.folder.objects)/\(stored.sha256.prefix(2))"
        let order = seen.withLock { $0 }.filter { !$0.hasPrefix("open") }
        #expect(
            order == [
                "makeFolder \(shelf)", "synchronize \(fixture.folder.objects)",
                "changeMode \(path)", "rename \(path)", "synchronize \(shelf)",
                "synchronize \(fixture.folder.incoming)",
            ])
    }
}
