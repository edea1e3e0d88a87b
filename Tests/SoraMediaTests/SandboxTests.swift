import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

#if os(Linux)
    struct `A worker in its sandbox` {
        @Test func `has tried what it must not do before it takes a file, and was denied`()
            async throws
        {
            let workers = MediaWorkers(helper: try builtHelper(), count: 1)
            let greeting = try await workers.greeting()
            #expect(greeting.isFiltered)
            #expect(greeting.fault == nil)
            #expect(
                greeting.denied == [
                    "read a file", "write a file", "open a socket", "start a program",
                    "make a process", "make a thread", "signal a process",
                ])
            await workers.shutdown()
        }

        @Test func `that is none blames no file`() async throws {
            let outcome = try await self.outcome(of: "exec \(builtHelper()) --fault unfiltered")
            #expect(
                outcome
                    == .impossible(
                        reason: "the prober cannot work here: it could read a file, "
                            + "it could write a file, it could open a socket, it could start a program, "
                            + "it could make a process, it could make a thread, it could signal a process"
                    ))
        }

        @Test func `that cannot measure the clip it brings blames no file`() async throws {
            let outcome = try await self.outcome(of: "exec \(builtHelper()) --fault blind")
            #expect(
                outcome
                    == .impossible(
                        reason: "the prober cannot work here: it cannot measure its built-in clip: "
                            + "truncated: the \"moov\" box ends at byte 740, the file has 670"))
        }

        @Test(arguments: [
            ("exit 127", "ended with status 127"), ("kill -SEGV $$", "crashed (signal 11)"),
            ("exec sleep 60", "gave no answer within 0.2 s"),
            ("echo nonsense >&3; exec sleep 60", "it is not the greeting that was agreed"),
        ])
        func `that it does not reach in three tries blames no file`(
            script: String, words: String
        ) async throws {
            var limits = WorkerLimits()
            if script.hasPrefix("exec") { limits.start = 0.2 }
            guard case .impossible(let reason) = try await outcome(of: script, limits) else {
                Issue.record("a file was blamed")
                return
            }
            #expect(reason.hasPrefix("the prober failed 3 times: it "))
            #expect(reason.contains(words))
            #expect(reason.hasSuffix(" at its start"))
        }

        @Test func `is ended when it uses up its processor time, and the next file goes on`()
            async throws
        {
            let folder = try MediaFolder()
            let spinning = try folder.file("spin.mp4", Array("soralib-fault:spin\n".utf8))
            let clip = try folder.file("clip.mp4", TinyMovie().bytes)
            let workers = MediaWorkers(
                helper: try builtHelper(), count: 1, limits: WorkerLimits(file: 60, processor: 0))
            #expect(try measured(await workers.probe(clip)).ok)
            #expect(
                await workers.probe(spinning)
                    == .unprobed(
                        reason: "the prober failed 3 times: it used up its processor time"))
            #expect(try measured(await workers.probe(clip)).ok)
            await workers.shutdown()
        }

        @Test func `finds an end of its memory, and the next file goes on`() async throws {
            let folder = try MediaFolder()
            let gorging = try folder.file("gorge.mp4", Array("soralib-fault:gorge\n".utf8))
            let clip = try folder.file("clip.mp4", TinyMovie().bytes)
            let workers = MediaWorkers(helper: try builtHelper(), count: 1)
            guard case .unprobed(let reason) = await workers.probe(gorging) else {
                Issue.record("it was measured")
                return
            }
            #expect(reason.hasPrefix("the prober failed 3 times: it crashed (signal "))
            #expect(try measured(await workers.probe(clip)).ok)
            await workers.shutdown()
        }

        private func outcome(
            of script: String, _ limits: WorkerLimits = WorkerLimits()
        ) async throws -> ProbeOutcome {
            let folder = try MediaFolder()
            let clip = try folder.file("clip.mp4", TinyMovie().bytes)
            let workers = MediaWorkers(
                helper: try folder.script("helper", script), count: 1, limits: limits)
            let outcome = await workers.probe(clip)
            await workers.shutdown()
            return outcome
        }
    }
#endif
