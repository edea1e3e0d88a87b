import Foundation
import SoraCatalog
import SoraModel
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@testable import SoraImport

/// Files that somebody works on while they are imported: each change is staged at a call of the import.
@Suite struct `A file that changes while it is imported` {
    /// What somebody does to a file meanwhile.
    enum Change: CaseIterable, Sendable {
        case grows, isCut, isWrittenOver

        func make(_ path: String) {
            guard let handle = FileHandle(forWritingAtPath: path) else { return }
            switch self {
            case .grows:
                _ = try? handle.seekToEnd()
                try? handle.write(contentsOf: Data([1, 2, 3]))
            case .isCut: try? handle.truncate(atOffset: 100)
            case .isWrittenOver: try? handle.write(contentsOf: Data(repeating: 9, count: 50))
            }
            try? handle.close()
        }
    }

    @Test(arguments: Change.allCases)
    func `is not imported, and stays`(change: Change) async throws {
        let world = try ImportWorld()
        let path = try world.clip("a.mp4", 1, bytes: 3 << 20)
        let incoming = world.catalog.folder.incoming + "/"
        let writes = Mutex(0)
        world.onEachCall { operation, called throws(SystemError) in
            guard operation == .write, called.hasPrefix(incoming) else { return }
            let number = writes.withLock { writes in
                writes += 1
                return writes
            }
            if number == 2 { change.make(path) }
        }
        let summary = try await world.run(moves: true)
        #expect(summary.failed.map(\.code) == ["changed"])
        #expect(summary.imported.isEmpty && summary.ending == nil)
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: world.catalog.folder.incoming) == [
                "receipts"
            ])
        #expect(try world.catalog.videos().isEmpty)
    }

    @Test func `is read to its end where only its name is gone`() async throws {
        let world = try ImportWorld()
        let path = try world.clip("a.mp4", 1, bytes: 3 << 20)
        let bytes = FileManager.default.contents(atPath: path)
        let incoming = world.catalog.folder.incoming + "/"
        world.onEachCall { operation, called throws(SystemError) in
            guard operation == .write, called.hasPrefix(incoming) else { return }
            try? FileManager.default.removeItem(atPath: path)
        }
        let summary = try await world.run(moves: true)
        #expect(summary.imported.count == 1 && summary.removed == 0)
        let stored = try #require(try world.catalog.videos().first?.file)
        let original = world.catalog.folder.object(stored.sha256, stored.fileExtension)
        #expect(FileManager.default.contents(atPath: original) == bytes)
    }

    @Test func `is told where it is gone before its turn, and the others are imported`()
        async throws
    {
        let world = try ImportWorld()
        let path = try world.clip("a.mp4", 1)
        try world.clip("b.mp4", 2)
        world.onEachCall { operation, called throws(SystemError) in
            if operation == .open, called == path {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        let summary = try await world.run()
        #expect(summary.failed.map(\.code) == ["not_found"])
        #expect(summary.imported.count == 1)
    }

    @Test func `is told where it may not be read, and the others are imported`() async throws {
        let world = try ImportWorld()
        let path = try world.clip("a.mp4", 1)
        try world.clip("b.mp4", 2)
        // Whoever runs the tests may be allowed to read everything.
        world.onEachCall { operation, called throws(SystemError) in
            if operation == .open, called == path { throw SystemError(EACCES, "open", path) }
        }
        let summary = try await world.run(moves: true)
        #expect(summary.failed.map(\.code) == ["cannot_read"])
        #expect(summary.imported.count == 1 && summary.removed == 1)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test(arguments: Change.allCases)
    func `is not removed where it changes after it was read`(change: Change) async throws {
        let world = try ImportWorld()
        let path = try world.clip("a.mp4", 1)
        let objects = world.catalog.folder.objects + "/"
        let changed = Mutex(false)
        // The copy is opened under its name when it is read back, and not before.
        world.onEachCall { operation, called throws(SystemError) in
            guard operation == .open, called.hasPrefix(objects) else { return }
            let isFirst = changed.withLock { changed in
                defer { changed = true }
                return !changed
            }
            if isFirst { change.make(path) }
        }
        let summary = try await world.run(moves: true)
        #expect(changed.withLock { $0 })
        #expect(summary.imported.count == 1 && summary.removed == 0)
        #expect(FileManager.default.fileExists(atPath: path))
    }
}
