import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

#if os(Linux)
    struct `Hostile files named like clips` {
        @Test func `are measured or refused, in less than 256 MB`() async throws {
            let folder = try MediaFolder()
            let helper = try NamedHelper(in: folder)
            let workers = MediaWorkers(helper: helper.path, count: 1)
            var sound: [String] = []
            for file in HostileMedia.all {
                let path = try folder.file("\(file.name).mp4", file.bytes)
                let outcome = await workers.probe(path)
                let probe = try #require(try? measured(outcome), "\(file.name): \(outcome)")
                if probe.ok { sound.append(file.name) }
            }
            // The frames of a movie are not looked at by its headers, nor is what follows it.
            #expect(
                Set(sound)
                    == [
                        "movie-and-zip", "movie-and-playlist", "movie-bomb", "png-bomb-in-limits",
                        "webp-bomb", "frames-elsewhere-0", "frames-elsewhere-1",
                        "frames-elsewhere-2", "frames-elsewhere-3",
                    ])
            let process = try #require(try helper.processes().first)
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let peak = try #require(
                status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?
                    .split(separator: "\t").last?.split(separator: " ").first.flatMap { Int($0) })
            #expect(peak < 256_000, "kB")
            await workers.shutdown()
        }

        @Test(.enabled(if: InstalledProgram.find("strace") != nil, "no strace: NOT checked"))
        func `let the worker open no file and no socket, and start nothing`() async throws {
            let folder = try MediaFolder()
            let log = "\(folder.path)/calls"
            let helper = try tracedHelper(in: folder, log)
            let workers = MediaWorkers(helper: helper, count: 1)
            for file in HostileMedia.all {
                _ = try measured(
                    await workers.probe(folder.file("\(file.name).mp4", file.bytes)))
            }
            await workers.shutdown()
            let calls = try await CallsAfterSeal(log)
            #expect(calls.reads > HostileMedia.all.count)
            #expect(calls.granted == [])
            // Those that it tried at its start are all: no file made it try another.
            #expect(calls.forbidden.count == 7, "\(calls.forbidden.joined(separator: "\n"))")
        }
    }
#endif
