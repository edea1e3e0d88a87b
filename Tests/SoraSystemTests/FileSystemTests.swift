import Foundation
import SoraModel
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@Suite struct `The file system` {
    let folder: TemporaryFolder
    let files = FileSystem()

    init() throws { folder = try TemporaryFolder() }

    @Test func `writes and reads at any place`() throws {
        let file = try files.open(folder.file("a"), .createNew)
        try files.write(Array("hello world".utf8), to: file, at: 0)
        try files.write(Array("WORLD".utf8), to: file, at: 6)
        #expect(try files.read(file, at: 0, count: 100) == Array("hello WORLD".utf8))
        #expect(try files.read(file, at: 6, count: 3) == Array("WOR".utf8))
        #expect(try files.read(file, at: 11, count: 3) == [])
        #expect(try files.status(of: file).mode == 0o600)
    }

    @Test func `does not open what exists as new, nor a link for writing`() throws {
        try folder.write([1], to: "a")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("a"))
        #expect(throws: SystemError.self) { _ = try files.open(folder.file("a"), .createNew) }
        #expect(throws: SystemError.self) { _ = try files.open(folder.file("link"), .readWrite) }
    }

    @Test func `a rename never takes a name that is taken`() throws {
        try folder.write([1], to: "a")
        try folder.write([2], to: "b")
        let error = #expect(throws: SystemError.self) {
            try files.renameWithoutReplacing(folder.file("a"), to: folder.file("b"))
        }
        #expect(error?.isExisting == true)
        #expect(try files.contents(of: folder.file("b"), limit: 10) == [2])
        try files.renameWithoutReplacing(folder.file("a"), to: folder.file("c"))
        #expect(try files.names(in: folder.path) == ["b", "c"])
    }

    @Test func `a file longer than the limit is not read`() throws {
        try folder.write([1, 2, 3], to: "a")
        #expect(throws: SystemError.self) { try files.contents(of: folder.file("a"), limit: 2) }
        #expect(try files.contents(of: folder.file("a"), limit: 3).count == 3)
    }

    @Test func `reserved space is there and holds zeros`() throws {
        let file = try files.open(folder.file("a"), .createNew)
        try files.allocate(file, bytes: 65_536)
        #expect(try files.status(of: file).bytes == 65_536)
    }

    @Test func `folders are made with all above them, and twice is no error`() throws {
        try files.makeFolder(folder.file("x/y/z"))
        try files.makeFolder(folder.file("x/y/z"))
        #expect(try files.status(of: folder.file("x/y/z"))?.mode == 0o700)
    }

    @Test func `any call can be made to fail`() throws {
        for operation in FileOperation.allCases {
            let failing = FileSystem { called, path throws(SystemError) in
                if called == operation { throw SystemError(EIO, "stage", path) }
            }
            let sub = try TemporaryFolder()
            var failed: [String] = []
            func attempt(_ name: String, _ body: () throws -> Void) {
                do { try body() } catch { failed.append(name) }
            }
            attempt("create") { _ = try failing.open(sub.file("new"), .createNew) }
            let file = try files.open(sub.file("a"), .readWrite)
            attempt("open") { _ = try failing.open(sub.file("a"), .read) }
            attempt("write") { try failing.write([1], to: file, at: 0) }
            attempt("read") { _ = try failing.read(file, at: 0, count: 1) }
            attempt("synchronize") { try failing.synchronize(file) }
            attempt("truncate") { try failing.truncate(file, to: 0) }
            attempt("allocate") { try failing.allocate(file, bytes: 10) }
            attempt("changeMode") { try failing.changeMode(of: file, to: 0o400) }
            attempt("makeFolder") { try failing.makeFolder(sub.file("folder")) }
            attempt("link") {
                let folder = try files.hold(sub.path)
                try failing.makeHardLink(
                    to: sub.file("a"), as: try #require(FileName("c")), in: folder)
            }
            attempt("rename") { try failing.rename(sub.file("a"), to: sub.file("b")) }
            attempt("remove") { try failing.remove(sub.file("b")) }
            #expect(failed == [operation.rawValue])
        }
    }

    @Test func `errors name the file and what was tried`() {
        let error = SystemError(ENOSPC, "write", "/x/y").forPeople
        #expect(error.message == "cannot write /x/y: no space left on device")
        #expect(error.code == .diskFull && error.code.exitStatus == .ioError)
    }
}

@Suite struct `A lock on a file` {
    let folder: TemporaryFolder
    let files = FileSystem()

    init() throws { folder = try TemporaryFolder() }

    /// Whether the lock is free now; it is let go at once.
    private func isFree(_ path: String, within seconds: Double = 0) throws -> Bool {
        guard let lock = try FileLock.take(path, within: seconds, files: files) else {
            return false
        }
        _ = consume lock
        return true
    }

    @Test func `is held by one and free when that one lets go`() throws {
        let path = folder.file("lock")
        guard let held = try FileLock.tryTaking(path, files: files) else {
            Issue.record("a new lock is not free")
            return
        }
        #expect(try !isFree(path))
        #expect(try !isFree(path, within: 0.05))
        _ = consume held
        #expect(try isFree(path))
    }

    @Test func `is not inherited by a child that outlives its holder`() throws {
        let path = folder.file("lock")
        let null = try files.open("/dev/null", .read)
        guard let held = try FileLock.tryTaking(path, files: files) else {
            Issue.record("a new lock is not free")
            return
        }
        let child = try ChildProcess.start(
            "/bin/sleep", arguments: ["30"], input: null.descriptor, output: null.descriptor,
            error: null.descriptor)
        _ = consume held
        #expect(try isFree(path))
        child.send(signal: SIGKILL)
        #expect(try child.wait() == .killed(bySignal: SIGKILL))
    }
}

@Suite struct `A child process` {
    let files = FileSystem()

    @Test func `has only the descriptors and the environment that it was given`() throws {
        let folder = try TemporaryFolder()
        let null = try files.open("/dev/null", .read)
        let output = try files.open(folder.file("out"), .createNew)
        let pair = try SocketPair()
        let child = try ChildProcess.start(
            "/bin/sh",
            arguments: ["-c", "ls /proc/self/fd | tr '\\n' ' '; echo; env | grep -v PWD | sort"],
            environment: ["A=1"], input: null.descriptor, output: output.descriptor,
            error: null.descriptor, socket: pair.far.descriptor)
        #expect(try child.wait() == .exited(0))
        let text = String(
            decoding: try files.contents(of: folder.file("out"), limit: 9999), as: UTF8.self)
        let lines = text.split(separator: "\n")
        // ls itself opens the folder as one more.
        #expect(lines.first?.split(separator: " ").count == 5)
        #expect(lines.dropFirst().contains("A=1"))
        #expect(!text.contains("HOME="))
    }

    @Test func `that cannot be started is an error here, not a silent child`() throws {
        let null = try files.open("/dev/null", .read)
        let error = #expect(throws: SystemError.self) {
            try ChildProcess.start(
                "/no/such/program", input: null.descriptor, output: null.descriptor,
                error: null.descriptor)
        }
        #expect(error?.isNotFound == true)
    }
}
