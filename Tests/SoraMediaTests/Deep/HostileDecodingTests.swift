import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

#if os(Linux)
    struct `Hostile files that are to be decoded` {
        @Test func `end no worker, and take less than 256 MB`() async throws {
            let folder = try MediaFolder()
            let helper = try NamedHelper(in: folder)
            let workers = MediaWorkers(helper: helper.path, isDeep: true, count: 1)
            var processes: Set<Int32> = []
            for file in HostileMedia.all {
                let outcome = await workers.decode(
                    try folder.file("\(file.name).mp4", file.bytes))
                processes.formUnion(try helper.processes())
                switch outcome.outcome {
                case .measured(let probe):
                    #expect(!probe.ok || outcome.report?.problems.isEmpty == false, "\(file.name)")
                case .unprobed(let reason):
                    #expect(file.name.contains("bomb"), "\(file.name): \(reason)")
                    #expect(
                        reason.hasSuffix("pixels are larger than the prober decodes"), "\(reason)")
                case .impossible(let reason): Issue.record("\(file.name): \(reason)")
                }
            }
            #expect(processes.count == 1, "no worker was replaced")
            let process = try #require(processes.first)
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let peak = try #require(
                status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?
                    .split(separator: "\t").last?.split(separator: " ").first.flatMap { Int($0) })
            #expect(peak < 256_000, "kB")
            await workers.shutdown()
        }

        @Test(.enabled(if: InstalledProgram.find("strace") != nil, "no strace: NOT checked"))
        func `and sound ones let the worker open nothing, and make no thread`() async throws {
            let folder = try MediaFolder()
            let strace = try #require(InstalledProgram.find("strace"))
            let log = "\(folder.path)/calls"
            let helper = try folder.script(
                "helper", "exec \(strace) -D -f -o \(log) \(builtHelper()) \"$@\"")
            let workers = MediaWorkers(helper: helper, isDeep: true, count: 1)
            for file in HostileMedia.all {
                _ = await workers.decode(try folder.file("\(file.name).mp4", file.bytes))
            }
            if FFmpeg.isInstalled {
                for name in ["plain.mp4", "hevc.mp4", "av1.mp4", "vp9.webm", "vp8.webm"] {
                    let outcome = await workers.decode(
                        try await MediaSamples.shared.path(named: name))
                    #expect(outcome.report?.problems == [], "\(name)")
                }
            }
            await workers.shutdown()
            let calls = try await finishedLog(log)
            let filter = try #require(
                calls.lastIndex { $0.contains("seccomp(SECCOMP_SET_MODE_FILTER") })
            // Whatever is denied shows as EPERM or ENOSYS; the first seven are tried at the start.
            let denied = calls[filter...].dropFirst().filter {
                $0.contains("= -1 EPERM") || $0.contains("= -1 ENOSYS")
            }
            #expect(denied.count == 7, "\(denied.joined(separator: "\n"))")
        }

        /// The lines of a log once the tracer has written the last.
        private func finishedLog(_ path: String) async throws -> [String] {
            for _ in 0..<1_000 {
                let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
                if text.contains("+++ killed by") || text.contains("+++ exited") {
                    return text.split(separator: "\n").map(String.init)
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            Issue.record("the tracer did not end")
            return []
        }

        @Test func `gain no time by progress that is none`() async throws {
            let folder = try MediaFolder()
            let clip = try folder.file("clip.mp4", TinyMovie().bytes)
            let helper = try folder.script(
                "helper",
                #"printf '{"denied":[],"filtered":true,"libraries":[]}\n' >&3; "#
                    + #"printf '{"id":1,"progress":5}\n{"id":1,"progress":5}\n' >&3; exec sleep 60"#
            )
            let workers = MediaWorkers(helper: helper, isDeep: true, count: 1)
            let told = Counts()
            let outcome = await workers.decode(clip) { told.add($0) }
            await workers.shutdown()
            guard case .unprobed(let reason) = outcome.outcome else {
                Issue.record("it was measured")
                return
            }
            #expect(reason.hasSuffix("its progress is none"))
            #expect(told.all == [5, 5, 5], "once in each of three tries")
        }
    }
#endif
