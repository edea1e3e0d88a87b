import Foundation
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTestSupport
import Testing

/// Programs in a library's folder `hooks/`.
@Suite(.startsPrograms) struct `A hook` {
    private static let newText =
        "the hook after-sync is new and does not run: read it, then `soralib hook allow after-sync`"

    @Test func `does not run before it is allowed, and then as it was allowed`() async throws {
        let shelf = try HookShelf()
        try shelf.write("after-sync", "#!/bin/sh\necho ran >> ran; cat\n")
        #expect(await shelf.run() == [Self.newText])
        #expect(try shelf.states() == ["after-sync": .new])

        #expect(try shelf.library.allowHooks(["after-sync"]).map(\.state) == [.allowed])
        #expect(await shelf.run(message: "{\"event\":1}") == ["after-sync: {\"event\":1}"])

        try shelf.write("after-sync", "#!/bin/sh\necho changed\n")
        #expect(try shelf.states() == ["after-sync": .changed])
        #expect(await shelf.run().first?.contains("was changed and does not run") == true)
        _ = try shelf.library.allowHooks([])
        #expect(await shelf.run() == ["after-sync: changed"])

        _ = try shelf.library.denyHooks(["after-sync"])
        #expect(await shelf.run() == [Self.newText])
        let ran = try String(contentsOfFile: shelf.library.path + "/ran", encoding: .utf8)
        #expect(ran == "ran\n", "in the library's folder, and once")
    }

    @Test func `gets no variable that may hold a key, and what it needs`() async throws {
        let shelf = try HookShelf(environment: ["OPENAI_API_KEY": "canary-key", "XDG_SEAT": "0"])
        try shelf.write("after-sync", "#!/bin/sh\nenv\n")
        _ = try shelf.library.allowHooks([])
        let told = await shelf.run().joined(separator: "\n")
        #expect(!told.contains("canary-key"), "\(told)")
        for part in [
            "SORALIB_LIBRARY=\(shelf.library.path)", "SORALIB_HOOK=after-sync", "LANG=C.UTF-8",
            "XDG_SEAT=0",
        ] {
            #expect(told.contains(part), "\(part) in \(told)")
        }
    }

    @Test func `that hangs is ended with all that it started`() async throws {
        let shelf = try HookShelf()
        let mark = "\(9_000_000 + Int.random(in: 0..<900_000))"
        try shelf.write(
            "after-sync", "#!/bin/sh\ntrap '' TERM\nsleep \(mark) & echo started\nsleep \(mark)\n")
        _ = try shelf.library.allowHooks([])
        let told = await shelf.run(within: 1)
        #expect(
            told == [
                "after-sync: started",
                "the hook after-sync took longer than 1 seconds and was ended",
            ])
        try await expectGone(mark)
    }

    @Test func `that ends and leaves something behind takes it along`() async throws {
        let shelf = try HookShelf()
        let mark = "\(8_000_000 + Int.random(in: 0..<900_000))"
        try shelf.write("after-sync", "#!/bin/sh\nsleep \(mark) &\necho left\n")
        _ = try shelf.library.allowHooks([])
        #expect(await shelf.run() == ["after-sync: left"])
        try await expectGone(mark)
    }

    @Test func `that floods its output is ended, and little of that is told`() async throws {
        let shelf = try HookShelf()
        try shelf.write("after-sync", "#!/bin/sh\nexec yes flood\n")
        _ = try shelf.library.allowHooks([])
        let told = await shelf.run()
        #expect(told.last == "the hook after-sync wrote more than 1 MiB and was ended")
        #expect(told.count == 21)
    }

    @Test(arguments: [
        ("#!/bin/sh\nexit 3\n", "the hook after-sync ended with status 3"),
        ("#!/bin/sh\nkill -9 $$\n", "the hook after-sync was ended by signal 9"),
        (
            "#!/no/such/interpreter\n",
            "the hook after-sync did not start: the program that its first line names is missing"
        ),
        ("no program at all", "the hook after-sync did not start: "),
    ])
    func `that fails is told of`(script: String, line: String) async throws {
        let shelf = try HookShelf()
        try shelf.write("after-sync", script)
        _ = try shelf.library.allowHooks([])
        let told = await shelf.run()
        #expect(told.count == 1 && told.first?.hasPrefix(line) == true, "\(told)")
    }

    @Test func `that others could change is refused`() async throws {
        let shelf = try HookShelf()
        try shelf.write("after-sync", "#!/bin/sh\necho ran\n")
        _ = try shelf.library.allowHooks([])
        #expect(await shelf.run() == ["after-sync: ran"])
        for (path, words) in [
            (shelf.path("after-sync"), "it can be written by others: chmod go-w"),
            (shelf.library.path + "/hooks", "the folder hooks/ can be written by others"),
            (shelf.library.path, "the library's folder can be written by others"),
        ] {
            for mode in [0o702, 0o720] {
                try shelf.setMode(mode, of: path)
                let told = await shelf.run()
                #expect(told.first?.hasPrefix("the hook after-sync does not run: \(words)") == true)
                #expect(try shelf.states() == ["after-sync": .refused])
                #expect(throws: SoraError.self) { try shelf.library.allowHooks(["after-sync"]) }
            }
            try shelf.setMode(0o700, of: path)
        }
        #expect(await shelf.run() == ["after-sync: ran"], "and runs when that is put right")
    }

    @Test func `that is no program of one's own is refused`() async throws {
        let shelf = try HookShelf()
        try shelf.write("on-failed", "#!/bin/sh\n", mode: 0o600)
        try shelf.write("on-sucess", "#!/bin/sh\n")
        try FileManager.default.createSymbolicLink(
            atPath: shelf.path("on-mismatch"), withDestinationPath: "/bin/true")
        try FileManager.default.createDirectory(
            atPath: shelf.path("on-expiring"), withIntermediateDirectories: true)
        #expect(
            try shelf.states() == [
                "on-failed": .refused, "on-mismatch": .refused, "on-expiring": .refused,
                "on-sucess": .unknown,
            ])
        #expect(
            await shelf.run(.failed)
                == ["the hook on-failed does not run: it is not executable: chmod u+x"])
        #expect(
            await shelf.run(.mismatch)
                == ["the hook on-mismatch does not run: it is a link, and could lead anywhere"])
        #expect(try shelf.library.allowHooks([]).allSatisfy { $0.state != .allowed })
    }

    @Test func `is not allowed in a copy of the library, nor by one that comes from elsewhere`()
        async throws
    {
        let shelf = try HookShelf()
        try shelf.write("after-sync", "#!/bin/sh\necho ran\n")
        _ = try shelf.library.allowHooks([])
        let copy = shelf.folder.file("copy")
        try FileManager.default.copyItem(atPath: shelf.library.path, toPath: copy)
        let other = try Library.open(named: copy, for: .writing, context: shelf.context)
        let told = await other.runHook(
            .afterSync, message: { [] }, within: 20, isStopping: { false })
        #expect(told == [Self.newText])
        #expect(try FileManager.default.subpathsOfDirectory(atPath: copy + "/hooks").count == 1)
    }

    @Test func `is not allowed where that would be remembered inside the library`() throws {
        let shelf = try HookShelf()
        try shelf.write("after-sync", "#!/bin/sh\necho ran\n")
        var context = shelf.context
        context.environment["XDG_STATE_HOME"] = shelf.library.path + "/state"
        let library = try Library.open(named: shelf.library.path, for: .writing, context: context)
        let error = #expect(throws: SoraError.self) { try library.allowHooks([]) }
        #expect(error?.code == .cannotWrite)
    }

    /// Waits until no process has that word in its command line.
    private func expectGone(_ mark: String) async throws {
        for _ in 0..<100 {
            let pids = try FileManager.default.contentsOfDirectory(atPath: "/proc")
                .filter { Int($0) != nil }
            let isThere = pids.contains { pid in
                let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
                return String(decoding: line, as: UTF8.self).contains(mark)
            }
            if !isThere { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("a process of the hook lives on")
    }
}
