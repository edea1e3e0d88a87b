import Foundation
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `A folder that is held` {
    let temporary: TemporaryFolder
    let files = FileSystem()

    init() throws { temporary = try TemporaryFolder() }

    private func name(_ text: String) throws -> FileName { try #require(FileName(text)) }

    @Test(arguments: [
        "", ".", "..", "/", "a/b", "../a", "a\0b", String(repeating: "x", count: 256),
    ])
    func `takes no names that lead elsewhere`(text: String) {
        #expect(FileName(text) == nil)
    }

    @Test func `is the same one when its path leads to another`() throws {
        let path = temporary.file("folder")
        try files.makeFolder(path)
        let folder = try files.hold(path)
        try files.rename(path, to: temporary.file("moved"))
        try files.makeFolder(path)
        let file = try files.create(try name("a"), in: folder)
        try files.write([1], to: file, at: 0)
        #expect(try files.names(in: folder) == ["a"])
        #expect(try files.names(in: path) == [])
        #expect(try files.contents(of: temporary.file("moved/a"), limit: 9) == [1])
    }

    @Test func `is no link, and none in it is followed`() throws {
        try temporary.write([1], to: "victim")
        try files.makeFolder(temporary.file("folder"))
        try FileManager.default.createSymbolicLink(
            atPath: temporary.file("link"), withDestinationPath: temporary.file("folder"))
        #expect(throws: SystemError.self) { _ = try files.hold(temporary.file("link")) }
        let folder = try files.hold(temporary.file("folder"))
        let link = try name("a")
        try files.makeSymbolicLink(to: temporary.file("victim"), as: link, in: folder)
        #expect(throws: SystemError.self) { _ = try files.open(link, in: folder) }
        #expect(throws: SystemError.self) { _ = try files.create(link, in: folder) }
        #expect(try files.status(of: link, in: folder)?.kind == .link)
        #expect(try files.target(ofLink: link, in: folder) == temporary.file("victim"))
        try files.remove(link, in: folder)
        #expect(try files.contents(of: temporary.file("victim"), limit: 9) == [1])
        #expect(try files.target(ofLink: link, in: folder) == nil)
    }

    @Test func `gives no name twice unless that is asked for`() throws {
        let folder = try files.hold(temporary.path)
        try temporary.write([1], to: "a")
        try temporary.write([2], to: "b")
        let error = #expect(throws: SystemError.self) {
            try files.renameWithoutReplacing(try name("a"), to: try name("b"), in: folder)
        }
        #expect(error?.isExisting == true)
        #expect(throws: SystemError.self) {
            try files.makeHardLink(to: temporary.file("a"), as: try name("b"), in: folder)
        }
        try files.renameWithoutReplacing(try name("a"), to: try name("c"), in: folder)
        try files.rename(try name("c"), to: try name("b"), in: folder)
        #expect(try files.names(in: folder) == ["b"])
        #expect(try files.contents(of: temporary.file("b"), limit: 9) == [1])
    }

    @Test func `is locked for one holder at a time`() throws {
        func isFree() throws -> Bool {
            let other = try files.hold(temporary.path)
            return files.lock(other)
        }
        do {
            let folder = try files.hold(temporary.path)
            #expect(files.lock(folder))
            #expect(try !isFree())
            try files.synchronize(folder)
        }
        #expect(try isFree())
    }

    @Test func `shares blocks where the file system can, and else says so`() throws {
        let folder = try files.hold(temporary.path)
        try temporary.write([1, 2, 3], to: "a")
        let source = try files.open(try name("a"), in: folder)
        let target = try files.create(try name("b"), in: folder)
        // Both are right, by the file system that the tests run on.
        let isShared = try files.clone(source, to: target)
        #expect(try files.status(of: target).bytes == (isShared ? 3 : 0))
    }
}
