import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Synchronization
import Testing

struct `Workers` {
    @Test func `hand over outcomes in the order of the files`() async throws {
        let folder = try MediaFolder()
        var paths: [String] = []
        for number in 1...100 {
            var movie = TinyMovie()
            movie.frames = UInt32(number)
            paths.append(try folder.file("\(number).mp4", movie.bytes))
        }
        paths.insert("/nowhere.mp4", at: 50)
        let workers = MediaWorkers(helper: try builtHelper(), count: 3)
        var seen: [String] = []
        try await workers.probeAll(paths) { path, outcome in
            seen.append(path)
            guard path != "/nowhere.mp4" else { return }
            let probe = try measured(outcome)
            #expect(probe.path == path)
            let number = Double(path.split(separator: "/").last?.dropLast(4) ?? "")
            #expect(probe.duration == number.map { $0 / 25 })
        }
        #expect(seen == paths)
        await workers.shutdown()
    }

    @Test func `read no further ahead than a bounded number of files`() async throws {
        let folder = try MediaFolder()
        let path = try folder.file("clip.mp4", TinyMovie().bytes)
        let workers = MediaWorkers(helper: try builtHelper(), count: 2)
        let read = Mutex(0)
        let paths = sequence(state: 0) { (count: inout Int) -> String? in
            count += 1
            read.withLock { $0 = count }
            return count > 500 ? nil : path
        }
        var received = 0
        var furthest = 0
        try await workers.probeAll(paths) { _, _ in
            received += 1
            furthest = max(furthest, read.withLock { $0 } - received)
        }
        #expect(received == 500)
        #expect(furthest <= 33)
        await workers.shutdown()
    }

    @Test func `are one for one file, and none after the end`() async throws {
        let folder = try MediaFolder()
        let helper = try NamedHelper(in: folder)
        let path = try folder.file("clip.mp4", TinyMovie().bytes)
        let workers = MediaWorkers(helper: helper.path, count: 4)
        #expect(try helper.processes().isEmpty)
        for _ in 0..<5 { #expect(try measured(await workers.probe(path)).ok) }
        #expect(try helper.processes().count == 1)
        await workers.shutdown()
        #expect(try helper.processes().isEmpty)
        #expect(try measured(await workers.probe(path)).ok)
        await workers.shutdown()
    }

    @Test func `are replaced when they are killed between two files`() async throws {
        let folder = try MediaFolder()
        let helper = try NamedHelper(in: folder)
        let path = try folder.file("clip.mp4", TinyMovie().bytes)
        let workers = MediaWorkers(helper: helper.path, count: 1)
        for _ in 0..<5 {
            #expect(try measured(await workers.probe(path)).ok)
            for process in try helper.processes() { #expect(kill(process, SIGKILL) == 0) }
        }
        #expect(try measured(await workers.probe(path)).ok)
        await workers.shutdown()
    }

    @Test func `leave no file open and no child behind, failed ones neither`() async {
        await #expect(processExitsWith: .success) {
            let folder = try MediaFolder()
            let good = try folder.file("clip.mp4", TinyMovie().bytes)
            let bad = try folder.file("page.mp4", Array("<html>".utf8))
            let failing = try folder.script("failing", "exit 3")
            func work() async throws {
                let workers = MediaWorkers(helper: try builtHelper(), count: 2)
                try await workers.probeAll([good, bad, "/nowhere", good, folder.path]) { _, _ in }
                await workers.shutdown()
                let broken = MediaWorkers(helper: failing, count: 2)
                _ = await broken.probe(good)
                let missing = MediaWorkers(helper: "/nowhere", count: 1)
                _ = await missing.probe(good)
            }
            func openFiles() throws -> Int {
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            }
            try await work()
            let before = try openFiles()
            for _ in 0..<20 { try await work() }
            #expect(try openFiles() <= before)
            let left = waitpid(-1, nil, WNOHANG)
            let number = errno
            #expect(left == -1)
            #expect(number == ECHILD)
        }
    }

    @Test func `confine themselves before they read a file`() async throws {
        let folder = try MediaFolder()
        let helper = try NamedHelper(in: folder)
        let path = try folder.file("clip.mp4", TinyMovie().bytes)
        let workers = MediaWorkers(helper: helper.path, count: 1)
        #expect(try measured(await workers.probe(path)).ok)
        let process = try #require(try helper.processes().first)
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        #expect(status.contains("NoNewPrivs:\t1"))
        let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
            .split(separator: "\n").map {
                $0.split(separator: " ", omittingEmptySubsequences: true)
            }
        func limit(_ name: String) -> Substring? {
            limits.first { $0.joined(separator: " ").hasPrefix(name) }?
                .dropFirst(name.split(separator: " ").count).first
        }
        #expect(limit("Max core file size") == "0")
        #expect(limit("Max file size") == "0")
        #expect(limit("Max address space") == "1073741824")
        #expect(limit("Max cpu time").flatMap { Int($0) }.map { $0 <= 12 } == true)
        let environment = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/environ"))
        #expect(environment.isEmpty)
        await workers.shutdown()
    }
}
