import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

/// A fake `soralib-media` is a shell script that finds the socket as descriptor 3, and greets as a good one does.
///
/// It waits for a request before it goes on: nothing follows a greeting in one breath.
struct `A worker that fails` {
    private static let greeting =
        #"echo '{"denied":[],"filtered":true,"libraries":[]}' >&3; head -c 4 <&3 > "$0.head";"#

    @Test func `by hanging costs three times the limit, and the next file goes on`() async throws {
        let folder = try MediaFolder()
        let clip = try folder.file("clip.mp4", TinyMovie().bytes)
        // Hangs for its first three lives.
        let helper = try folder.script(
            "helper",
            "echo x >> \(folder.path)/lives\n"
                + "test $(wc -l < \(folder.path)/lives) -le 3 && { \(Self.greeting) exec sleep 60; }\n"
                + "exec \(try builtHelper())")
        let workers = MediaWorkers(helper: helper, count: 1, limits: WorkerLimits(file: 0.5))
        let start = ContinuousClock.now
        let outcome = await workers.probe(clip)
        let took = ContinuousClock.now - start
        #expect(
            outcome
                == .unprobed(
                    reason: "the prober failed 3 times: it gave no answer within 0.5 s"))
        #expect(took >= .seconds(1.5))
        // The helper sleeps for 60 seconds each time.
        #expect(took < .seconds(59))
        let patient = MediaWorkers(helper: helper, count: 1)
        #expect(try measured(await patient.probe(clip)).ok)
        await workers.shutdown()
        await patient.shutdown()
    }

    @Test(arguments: [
        ("exit 7", "ended with status 7"),
        ("kill -SEGV $$", "crashed (signal 11)"),
        ("kill -XCPU $$", "used up its processor time"),
        ("exec 3>&-; exec sleep 60", "closed the connection"),
        ("echo nonsense >&3; exec sleep 60", "it is not the JSON that was agreed"),
        ("head -c 5000000 /dev/zero >&3; exec sleep 60", "it is too long"),
        ("printf '{\"id\":1}\\n{\"id\":1}\\n' >&3; exec sleep 60", "it is more than one line"),
        ("echo '{\"id\":1}' >&3; exec sleep 60", "it measured nothing"),
    ])
    func `leaves the file unprobed, with the reason`(script: String, words: String) async throws {
        let folder = try MediaFolder()
        let clip = try folder.file("clip.mp4", TinyMovie().bytes)
        let workers = MediaWorkers(
            helper: try folder.script("helper", "\(Self.greeting) \(script)"), count: 1,
            limits: WorkerLimits(file: 5))
        guard case .unprobed(let reason) = await workers.probe(clip) else {
            Issue.record("it was measured")
            return
        }
        #expect(reason.hasPrefix("the prober failed 3 times: it "))
        #expect(reason.hasSuffix(words))
    }

    @Test(arguments: [
        (#""id":2,"#, "", "it answered another question"),
        (#""ok":true"#, #""ok":false"#, "it contradicts itself"),
        (#""duration":2"#, #""duration":-2"#, "a number in it is out of range"),
        (#""duration":2"#, #""duration":1e300"#, "a number in it is out of range"),
        (#""duration":2"#, #""duration":1e999"#, "it is not the JSON that was agreed"),
        (#""width":320"#, #""width":0"#, "a number in it is out of range"),
        (#""width":320"#, #""width":99999999999999999999"#, "it is not the JSON that was agreed"),
        (#""rotation":0"#, #""rotation":45"#, "a number in it is out of range"),
        (#""mov""#, #""\u001b[2Jmov""#, "a name in it is not plain text"),
        (#""h264""#, #""""#, "a name in it is not plain text"),
        (#"[]"#, #"["a\u0007b"]"#, "its problems are not plain text"),
        (#"[]"#, #"["\u202e"]"#, "its problems are not plain text"),
    ])
    func `by lying is not believed`(part: String, lie: String, words: String) async throws {
        let honest =
            #"{"id":1,"probe":{"path":"x","ok":true,"container":"mov","duration":2,"width":320,"#
            + #""height":180,"rotation":0,"video_codec":"h264","problems":[]}}"#
        let answer =
            part == #""id":2,"#
            ? honest.replacing(#""id":1,"#, with: part) : honest.replacing(part, with: lie)
        try #require(answer != honest)
        let folder = try MediaFolder()
        let clip = try folder.file("clip.mp4", TinyMovie().bytes)
        func outcome(of answer: String) async throws -> ProbeOutcome {
            let file = try folder.file("answer", Array("\(answer)\n".utf8))
            let script = try folder.script(
                "helper", "\(Self.greeting) cat \(file) >&3; exec sleep 60")
            return await MediaWorkers(helper: script, count: 1, limits: WorkerLimits(file: 5))
                .probe(clip)
        }
        #expect(try measured(try await outcome(of: honest)).duration == 2)
        #expect(
            try await outcome(of: answer)
                == .unprobed(
                    reason:
                        "the prober failed 3 times: it gave an answer that cannot be used: \(words)"
                ))
    }

    @Test func `to start is not tried again`() async throws {
        let folder = try MediaFolder()
        let clip = try folder.file("clip.mp4", TinyMovie().bytes)
        let outcome = await MediaWorkers(helper: "/nowhere/soralib-media", count: 1).probe(clip)
        #expect(
            outcome
                == .impossible(
                    reason: "the prober could not be started (No such file or directory)"))
    }

    @Test func `stops being waited for when the task is cancelled`() async throws {
        let folder = try MediaFolder()
        let clip = try folder.file("clip.mp4", TinyMovie().bytes)
        let workers = MediaWorkers(
            helper: try folder.script("helper", "\(Self.greeting) exec sleep 60"), count: 1,
            limits: WorkerLimits(file: 60))
        let task = Task { await workers.probe(clip) }
        try await Task.sleep(for: .milliseconds(200))
        let start = ContinuousClock.now
        task.cancel()
        #expect(await task.value == .unprobed(reason: "the prober was interrupted"))
        #expect(ContinuousClock.now - start < .seconds(50))
    }
}
