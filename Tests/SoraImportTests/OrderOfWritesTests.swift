import Foundation
import SoraCatalog
import SoraMedia
import SoraModel
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@testable import SoraImport

/// In which order an import writes, and what a call that fails costs.
@Suite struct `An import writes` {
    @Test func `bytes, then the name, then the folders, then the catalogue, then removes`()
        async throws
    {
        let world = try ImportWorld()
        try world.clip("a.mp4", 1)
        let calls = Mutex<[String]>([])
        let library = world.temporary.file("library")
        let stash = world.temporary.file("stash")
        world.onEachCall { operation, path throws(SystemError) in
            // A lock is taken while the catalogue is in use, which is then not to be asked.
            guard !path.hasSuffix(".lock"),
                [.create, .write, .synchronize, .changeMode, .rename, .remove].contains(operation)
            else { return }
            let place =
                path.hasPrefix(library + "/incoming/")
                ? "part"
                : path.hasPrefix(library + "/objects/")
                    ? "shelf"
                    : path.hasPrefix(stash) ? "original" : String(path.dropFirst(library.count))
            // Whoever reads now: is there a row yet?
            let rows = (try? world.catalog.videos().count) ?? -1
            calls.withLock { $0.append("\(operation) \(place) \(rows)") }
        }
        let summary = try await world.run(moves: true)
        #expect(summary.imported == [Handle(.video, 1)])
        #expect(summary.removed == 1)
        let seen = calls.withLock { $0 }
        #expect(
            seen == [
                "create part 0", "write part 0", "synchronize part 0", "synchronize /objects 0",
                "changeMode part 0", "rename part 0", "synchronize shelf 0",
                "synchronize /incoming 0", "remove original 1",
            ])
    }

    @Test func `the same bytes once, though the second was read before the first had its row`()
        async throws
    {
        let world = try ImportWorld()
        // A batch has 32 files, and the next one is read while it is stored.
        for number in 0..<50 {
            try world.clip(
                "\(number < 10 ? "0" : "")\(number).mp4", UInt8(number % 40),
                bytes: 5000)
        }
        let summary = try await world.run()
        #expect(summary.imported.count == 40)
        #expect(summary.duplicates.count == 10)
        #expect(try world.catalog.videos().count == 40)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: world.catalog.folder.incoming)
                == ["receipts"])
    }

    @Test func `nothing where a file cannot be opened or read, and goes on with the next`()
        async throws
    {
        let world = try ImportWorld()
        let closed = try world.clip("a.mp4", 1)
        let broken = try world.clip("b.mp4", 2)
        try world.clip("c.mp4", 3)
        world.onEachCall { operation, path throws(SystemError) in
            if path == closed, operation == .open { throw SystemError(EACCES, "open", path) }
            if path == broken, operation == .read { throw SystemError(EIO, "read", path) }
        }
        let summary = try await world.run(moves: true)
        #expect(summary.imported.count == 1)
        #expect(summary.failed.map(\.code) == ["cannot_read", "io_error"])
        #expect(summary.failed.map(\.path) == [closed, broken])
        #expect(summary.ending == nil)
        #expect(FileManager.default.fileExists(atPath: closed))
        #expect(FileManager.default.fileExists(atPath: broken))
    }

    @Test(arguments: [
        (FileOperation.create, ENOSPC, "disk_full"), (.write, ENOSPC, "disk_full"),
        (.write, EIO, "io_error"), (.synchronize, EIO, "io_error"),
    ])
    func `no row of a file whose copy cannot be written, and ends`(
        operation: FileOperation, number: Int32, code: String
    ) async throws {
        let world = try ImportWorld()
        try world.clip("a.mp4", 1)
        let incoming = world.catalog.folder.incoming + "/"
        world.onEachCall { seen, path throws(SystemError) in
            if seen == operation, path.hasPrefix(incoming) {
                throw SystemError(number, "write", path)
            }
        }
        let summary = try await world.run(moves: true)
        #expect(summary.ending?.code.rawValue == code)
        #expect(summary.imported.isEmpty && summary.failed.isEmpty)
        #expect(try world.catalog.videos().isEmpty)
        #expect(FileManager.default.fileExists(atPath: world.temporary.file("stash/a.mp4")))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: world.catalog.folder.incoming) == [
                "receipts"
            ])
    }

    @Test(arguments: [FileOperation.changeMode, .rename, .synchronize])
    func `no row of a file that does not get its name durably, and keeps the original`(
        operation: FileOperation
    ) async throws {
        let world = try ImportWorld()
        let path = try world.clip("a.mp4", 1)
        let folder = world.catalog.folder
        world.onEachCall { seen, path throws(SystemError) in
            guard seen == operation else { return }
            // Of syncs, that of the folder that the file has its name in.
            if seen == .synchronize, !path.hasPrefix(folder.objects + "/") { return }
            throw SystemError(EIO, "sync", path)
        }
        let summary = try await world.run(moves: true)
        #expect(summary.ending?.code == .inputOutput)
        #expect(try world.catalog.videos().isEmpty)
        #expect(FileManager.default.fileExists(atPath: path))
        world.onEachCall { _, _ throws(SystemError) in }
        let next = try await world.run(moves: true)
        #expect(next.imported.count == 1)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a row that says so where the prober can say nothing, or finds nothing good`()
        async throws
    {
        let world = try ImportWorld()
        try world.clip("a.mp4", 1)
        try world.clip("b.mp4", 2)
        try world.clip("sound.mp4", 3)
        let prober = StagedProber { path in
            let number = FileManager.default.contents(atPath: path)?.last
            switch number {
            case 1: return .unprobed(reason: "it crashed")
            case 2: return .measured(MediaProbe(path: path, ok: false, problems: ["truncated"]))
            default:
                var probe = MediaProbe(path: path, ok: true)
                probe.container = "mov"
                probe.audioCodec = "aac"
                return .measured(probe)
            }
        }
        let summary = try await world.run(prober)
        #expect(try world.catalog.videos().map(\.verdict) == [.unprobed, .corrupt])
        #expect(summary.failed.map(\.code) == ["not_media"])
        #expect(summary.failed.first?.message == "it has no video track")
    }

    @Test func `many batches, in the order of the names`() async throws {
        let world = try ImportWorld()
        for number in 0..<100 {
            try world.clip("\(1000 + number).mp4", UInt8(number), bytes: 2000 + number)
        }
        let summary = try await world.run()
        #expect(summary.imported.map(\.number) == Array(1...100))
        let sizes = try world.catalog.videos().compactMap(\.file?.bytes)
        #expect(sizes == sizes.sorted())
        let again = try await world.run()
        #expect(again.imported.isEmpty)
        #expect(again.duplicates.compactMap(\.video?.number) == Array(1...100))
    }
}
