import Foundation
import SoraLibrary
import SoraTestSupport
import Synchronization
import Testing

/// What another program sees of a library: the same as the commands, as values.
@Suite("The library for other programs", .timeLimit(.minutes(5)))
struct LibraryInterfaceTests {
    private static func library(of workshop: Workshop) async throws -> Library {
        try await Library.open(at: workshop.library, configuration: .tests("tests"))
    }

    @Test("A folder without a library is told as such, and a folder with something is not made one")
    func opening() async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: SoraError.self) { try await Library.open(at: folder.path) }
        do {
            _ = try await Library.open(at: folder.file("nothing"))
        } catch {
            #expect(error.code == .noLibrary)
        }
        try "mine".write(toFile: folder.file("mine.txt"), atomically: true, encoding: .utf8)
        do {
            _ = try await Library.create(at: folder.path)
            Issue.record("made a library of a folder that held something")
        } catch {
            #expect(error.code == .exists)
        }
    }

    @Test("A video has the values of the video object")
    func values() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let library = try await Self.library(of: workshop)
        var request = QueueRequest(text: "a fox", model: "sora-2", seconds: 4)
        request.size = PixelSize(width: 1280, height: 720)
        request.tags = ["winter", "a \"quoted\" tag"]
        let queued = try await library.enqueue([request])
        let events = Mutex<[SyncUpdate]>([])
        let report = try await library.sync(SyncSettings(untilIdle: true)) { update in
            events.withLock { $0.append(update) }
        }
        #expect(report.downloaded == 1)
        let video = try await library.video(Handle(.video, 1))
        let shown = try await workshop.show("v1")
        #expect(video.id.description == shown["id"]?.string)
        #expect(video.uid == shown["uid"]?.string)
        #expect(video.path == shown["path"]?.string)
        #expect(video.sha256 == shown["sha256"]?.string)
        #expect(video.tags == ["a \"quoted\" tag", "winter"])
        #expect(video.verdict.rawValue == shown["verdict"]?.string)
        #expect(video.createdAt.iso8601 == shown["created_at"]?.string)
        #expect(video.requested?.seconds == 4)
        #expect(video.requested?.size == request.size)
        #expect(video.width == 1280)
        #expect(video.hasAudio != nil)
        #expect(video.operation == .create)
        let task = try await library.task(queued.tasks[0])
        #expect(task.state == .succeeded)
        #expect(task.video == video.id)
        #expect(task.submitAttempts == 1)
        #expect(task.size == request.size)
        let told = events.withLock { $0 }
        #expect(
            told.contains {
                if case .stored(queued.tasks[0], video.id, _, _) = $0 { true } else { false }
            })
        let family = try await library.family(of: queued.tasks[0])
        #expect(family.root == video.id)
        let probes = try await Library.probe(
            [try #require(video.path)], configuration: .tests("tests"))
        #expect(probes.map(\.ok) == [true])
        let verified = try await library.verify(.videos([video.id]))
        #expect(verified.checked == 1)
        #expect(verified.isClean)
    }

    @Test("A list is read in pages, in the order of the command, and ends where it is left")
    func paging() async throws {
        let titles = (1...1203).map { "fox \($0)" }
        let workshop = try await Workshop.withVideos(titles)
        let library = try await Self.library(of: workshop)
        var numbers: [Int64] = []
        for try await video in library.videos(order: .oldestFirst) {
            numbers.append(video.id.number)
        }
        #expect(numbers == (1...1203).map { Int64($0) })
        for try await video in library.videos(order: .newestFirst) {
            #expect(video.id.number == 1203)
            break
        }
        #expect(try await library.count(matching: "fox") == 1203)
        let listed = try await workshop.run("list", "fox", "--format", "tsv", "--fields", "id")
        let best = try await library.videos(matching: "fox").all().map(\.id.description)
        #expect(best == listed.output.split(separator: "\n").dropFirst().map(String.init))
        let few = try await library.videos(order: .sorted(by: "title:desc"), limit: 2).all()
        #expect(few.map(\.title) == ["fox 999", "fox 998"])
        let wrong = await #expect(throws: SoraError.self) {
            try await library.videos(matching: "rating:high nosuch:1").all()
        }
        #expect(wrong?.code == .invalid)
        #expect(wrong?.eachProblem.count == 2)
    }

    @Test("A list stops when its task is cancelled")
    func cancelledList() async throws {
        let workshop = try await Workshop.withVideos("a", "b")
        defer { withExtendedLifetime(workshop) {} }
        let library = try await Self.library(of: workshop)
        let reading = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await library.videos().all()
        }
        reading.cancel()
        let error = await #expect(throws: SoraError.self) { try await reading.value }
        #expect(error?.code == .interrupted)
    }

    @Test("A sync that is cancelled ends in good order, and nothing is paid for twice")
    func cancelledSync() async throws {
        let service = try await SimulatorProcess.start(latency: "10m")
        let workshop = try await Workshop.withProvider(service.url)
        let library = try await Self.library(of: workshop)
        try await library.enqueue([QueueRequest(text: "a fox", model: "sora-2", seconds: 4)])
        let (submitted, tell) = AsyncStream<Void>.makeStream()
        let run = Task {
            try await library.sync(SyncSettings(untilIdle: true)) { update in
                if case .submitted = update { tell.yield() }
            }
        }
        for await _ in submitted { break }
        run.cancel()
        let report = try await run.value
        #expect(report.wasCancelled)
        #expect(report.submitted == 1)
        #expect(report.uncertain == 0)
        #expect(report.waiting == 1)
        _ = try await library.sync()
        #expect(try service.charges().count == 1)
    }

    @Test("What was changed is in the history under the program's name, and can be undone")
    func editing() async throws {
        let workshop = try await Workshop.withVideos("one", "two")
        defer { withExtendedLifetime(workshop) {} }
        let library = try await Self.library(of: workshop)
        let video = Handle(.video, 1)
        var edit = ObjectEdit(addedTags: ["chosen"])
        edit.title = .set("the first")
        edit.rating = .set(4)
        #expect(try await library.edit([video], with: edit) == [video])
        #expect(try await library.video(video).rating == 4)
        #expect(try await library.recentChanges(limit: 1).first?.command == "tests")
        try await library.undo()
        let after = try await library.video(video)
        #expect(after.title == "one")
        #expect(after.rating == nil)
        #expect(after.tags.isEmpty)

        var without = ObjectEdit()
        without.title = .removed
        try await library.edit([video], with: without)
        #expect(try await library.video(video).title == nil)

        try await library.createCollection(named: "Reel")
        let both: VideoSelection = .videos([Handle(.video, 2), video])
        #expect(try await library.add(both, to: "Reel") == [Handle(.video, 2), video])
        #expect(try await library.clipCollection("reel").videos == [Handle(.video, 2), video])
        #expect(try await library.remove(.videos([video]), from: "Reel") == [video])
        let missing = await #expect(throws: SoraError.self) {
            try await library.add(.videos([Handle(.video, 77)]), to: "Reel")
        }
        #expect(missing?.code == .notFound)
        try await library.deleteCollection(named: "Reel")
        #expect(try await library.clipCollections().isEmpty)
    }

    @Test("Drafts, prompts and their revisions")
    func prompts() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let library = try await Self.library(of: workshop)
        let prompt = try await library.addPrompt(text: "a fox", title: "Fox", tags: ["red"])
        let revised = try await library.revisePrompt(prompt, text: "a red fox")
        let read = try await library.prompt(revised)
        #expect(read.revises == prompt)
        #expect(read.revision == 2)
        #expect(try await library.prompts().all().count == 2)
        let queued = try await library.enqueue([
            QueueRequest(text: revised.description, model: "sora-2", seconds: 4)
        ])
        #expect(try await library.task(queued.tasks[0]).promptID == revised)
        try await library.hold(queued.tasks)
        #expect(try await library.tasks(matching: "state:draft").all().count == 1)
        try await library.release(queued.tasks)
        try await library.cancel(queued.tasks)
        let error = await #expect(throws: SoraError.self) { try await library.hold(queued.tasks) }
        #expect(error?.code == .failed)
        #expect(try await library.retry(tasks: queued.tasks) == [Handle(.task, 2)])
        #expect(try await library.handle(of: "t2") == Handle(.task, 2))
    }

    @Test("Files go in and come out, and a second time nothing is done")
    func folders() async throws {
        let folder = try TemporaryFolder()
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let library = try await Self.library(of: workshop)
        try await library.enqueue([QueueRequest(text: "a fox", model: "sora-2", seconds: 4)])
        _ = try await library.sync(SyncSettings(untilIdle: true))
        var settings = ExportSettings()
        settings.link = .copy
        let directory = folder.file("clips")
        let first = try await library.export(.matching(""), to: directory, settings: settings)
        #expect(first.written == 1)
        let second = try await library.export(.matching(""), to: directory, settings: settings)
        #expect(second.written == 0)
        #expect(second.unchanged >= 1)

        let other = try await Library.create(
            at: folder.file("other"), configuration: .tests("tests"))
        var options = ImportOptions()
        options.tags = ["bought"]
        let report = try await other.importFiles([directory], options: options)
        #expect(report.imported == [Handle(.video, 1)])
        #expect(report.failed.isEmpty)
        let imported = try await other.video(Handle(.video, 1))
        #expect(imported.sha256 == (try await library.video(Handle(.video, 1))).sha256)
        #expect(imported.tags == ["bought"])
        #expect(imported.importedAt != nil)
        let again = try await other.importFiles([directory])
        #expect(again.imported.isEmpty)
        #expect(again.duplicates.map(\.video) == [Handle(.video, 1)])
    }

    @Test("The example program queues, syncs and prints")
    func example() async throws {
        let folder = try TemporaryFolder()
        let service = try await SimulatorProcess.start()
        let ended = try await Child(
            Programs.example,
            [
                folder.file("library"), service.url + "/openai-compatible",
                URL(fileURLWithPath: Programs.media).deletingLastPathComponent().path,
            ], environment: Workshop.environment
        ).end()
        #expect(ended.status == 0, "\(ended)")
        #expect(
            ended.output == """
                queued t1
                downloaded 1, verified 1
                v1 verified 4.0 s: a red fox in the snow

                """)
        #expect(try service.charges().count == 1)
    }
}
