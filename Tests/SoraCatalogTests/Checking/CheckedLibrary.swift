import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport

/// A library with something of everything, which can be copied.
struct CheckedLibrary {
    let fixture: CatalogFixture

    /// Four clips of which two are remixes, an image, two collections, and a task that waits.
    init() throws {
        fixture = try CatalogFixture()
        for number in 1...4 {
            _ = try Self.store("clip \(number)", in: fixture, parent: number > 2 ? 1 : nil)
        }
        _ = try fixture.queued("one that waits")
        let bytes = Array("a picture".utf8)
        let digest = try SHA256.digest(of: bytes)
        try Self.put(bytes, StoredFile(sha256: digest, fileExtension: "png", bytes: 9), fixture)
        try fixture.raw { connection in
            try connection.run(
                """
                INSERT INTO image (uid, sha256, extension, bytes, format, width, height, created_at)
                VALUES ('0199', '\(digest)', 'png', 9, 'png', 1, 1, 1);
                INSERT INTO collection (uid, name, query, created_at)
                VALUES ('0199a', 'reel', NULL, 1), ('0199b', 'best', 'rating:>=4', 1);
                INSERT INTO collection_video SELECT 1, id, id FROM video;
                """)
        }
        try fixture.catalog.writeSidecars()
        try fixture.catalog.checkpoint()
    }

    /// A copy of the library as it lies on the disk.
    func copy(to path: String) throws -> LibraryFolder {
        try FileManager.default.copyItem(atPath: fixture.folder.path, toPath: path)
        for end in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + "/soralib.sqlite" + end)
        }
        return LibraryFolder(path)
    }

    /// Stores the clip of a new task.
    private static func store(
        _ text: String, in fixture: CatalogFixture, parent: Int64? = nil
    ) throws -> Int64 {
        let (catalog, time) = (fixture.catalog, fixture.time)
        var new = NewTask(
            provider: fixture.provider.id, operation: parent == nil ? .create : .remix,
            model: "sora-2", prompt: text, seconds: 8, size: nil, aspectRatio: nil, request: "{}",
            estimate: nil)
        new.remixedFrom = parent
        let number = try catalog.queue([new])[0]
        let permit = try catalog.armSubmit(of: try catalog.task(number: number))
        try catalog.beginSending(attempt: permit.attempt)
        var task = try catalog.finishSubmit(
            attempt: permit.attempt, of: permit.task,
            .init(TaskChange(.accepted).remoteID("video_\(number)").submitted(at: time.now())))
        task = try catalog.advance(
            task, TaskChange(.finished).completed(at: time.now(), expiresAt: nil))
        task = try catalog.advance(task, TaskChange(.downloadBegun))
        let bytes = Array(text.utf8)
        let stored = StoredFile(
            sha256: try SHA256.digest(of: bytes), fileExtension: "mp4", bytes: Int64(bytes.count))
        try put(bytes, stored, fixture)
        return try catalog.storeResult(
            of: task, file: stored, measured: Measured(unprobed: "not asked"))
    }

    private static func put(
        _ bytes: [UInt8], _ stored: StoredFile, _ fixture: CatalogFixture
    ) throws {
        let path = fixture.folder.incoming + "/draft"
        let file = try FileSystem().open(path, .createNew)
        try FileSystem().write(bytes, to: file, at: 0)
        try ObjectStore(folder: fixture.folder, files: FileSystem()).promote(path, as: stored)
    }
}
