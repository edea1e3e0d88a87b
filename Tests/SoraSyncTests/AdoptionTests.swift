import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSQLite
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `sync --adopt` {
    /// A world whose service lists these, and takes over what it lacks.
    private func world(_ entries: [Listed], service: Service = Service()) throws -> World {
        let world = try World(service: service)
        world.options.adopts = true
        service.always(.list) { _ in .list(entries) }
        return world
    }

    private func entry(_ id: String, parent: String? = nil, status: String = "completed") -> Listed
    {
        Listed(
            id: id, prompt: "\(id)'s text", status: status,
            createdAt: Timestamp(milliseconds: 1_795_226_000_000), parent: parent)
    }

    private func edges(_ world: World) throws -> [String] {
        try Connection.open(world.folder.database, .readWrite).rows(
            """
            SELECT coalesce(parent.remote_id, above.origin_id), child.remote_id, video.operation
            FROM video JOIN video AS above ON above.id = video.remixed_from
            LEFT JOIN task AS parent ON parent.id = above.task_id
            JOIN task AS child ON child.id = video.task_id ORDER BY child.remote_id
            """
        ) { "\($0.text(0) ?? "-") \($0.text(2) ?? "-") \($0.text(1) ?? "-")" }
    }

    @Test func `takes over what the library lacks, with parents, and fetches it once`() async throws
    {
        // The newest first, as services list: children before their parents.
        let world = try world([
            entry("video_d", parent: "video_gone"), entry("video_c", parent: "video_b"),
            entry("video_b", parent: "video_a"), entry("video_a"),
        ])
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.adopted == 4 && summary.downloaded == 4)
        #expect(summary.exitStatus == .success && world.service.charges == 0)
        #expect(
            try edges(world) == [
                "video_a remix video_b", "video_b remix video_c", "video_gone remix video_d",
            ])
        #expect(
            try world.sql("SELECT origin_provider FROM video WHERE origin_id = 'video_gone'")
                == "one")
        #expect(try world.sql("SELECT group_concat(DISTINCT state) FROM task") == "succeeded")

        let again = try await world.sync(untilIdle: true)
        #expect(again.adopted == 0 && again.downloaded == 0)
        #expect(try world.sql("SELECT count(*) FROM task") == "4")
        #expect(world.service.count(.content) == 4)
        #expect(try world.catalog.findings().isEmpty)
    }

    @Test func `joins a parent that turns up later with the record that stood for it`() async throws
    {
        let world = try world([entry("video_b", parent: "video_a")])
        try await world.sync(untilIdle: true)
        let all = [entry("video_b", parent: "video_a"), entry("video_a")]
        world.service.always(.list) { _ in .list(all) }
        try await world.sync(untilIdle: true)
        #expect(try edges(world) == ["video_a remix video_b"])
        #expect(try world.sql("SELECT count(*) FROM video") == "2", "no record is left over")
    }

    @Test func `leaves out what failed and what is gone`() async throws {
        var gone = entry("video_old")
        gone.expiresAt = Timestamp(milliseconds: 1_000_000_000_000)
        let world = try world([entry("video_bad", status: "failed"), gone, entry("video_a")])
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.adopted == 1 && summary.exitStatus == .success)
    }

    @Test func `never takes over what may be a task whose outcome is unknown`() async throws {
        let world = try World()
        try world.queue()
        world.service.next(.submit, .failure(.interrupted, at: .afterSend))
        try await world.sync()
        let now = world.time.now()
        // Two fit the task, so that neither is it beyond doubt; the third cannot be it.
        let entries = [
            Listed(id: "video_8", createdAt: now + 1), Listed(id: "video_9", createdAt: now + 2),
            entry("video_a"),
        ]
        world.service.always(.list) { _ in .list(entries) }
        world.options.adopts = true
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.adopted == 1 && summary.exitStatus == .decisionNeeded)
        #expect(try world.sql("SELECT group_concat(remote_id) FROM task") == "video_a")
        #expect(world.watcher.count("is not adopted: it may be t1") == 2)

        try world.catalog.resolve(
            try world.catalog.task(number: 1), .adopt(remoteID: "video_8"), by: "a person",
            next: world.time.now())
        #expect(try await world.sync(untilIdle: true).adopted == 1)
        #expect(try world.sql("SELECT count(*) FROM task") == "3")
    }

    @Test func `has one entry for what two providers of one account see`() async throws {
        let world = try world([entry("video_a")])
        _ = try world.catalog.addProvider(World.record("twin", at: world.service.base))
        #expect(try await world.sync(untilIdle: true).adopted == 1)
        #expect(try world.sql("SELECT count(*) FROM task") == "1")
    }

    @Test func `tells videos of two services with the same id apart`() async throws {
        let other = Service("https://other.example.com", movie: Movie.bytes(seed: 3))
        let world = try World(others: [other])
        world.options.adopts = true
        _ = try world.catalog.addProvider(World.record("two", at: other.base))
        let mine = [entry("video_b", parent: "video_a"), entry("video_a")]
        let theirs = [entry("video_b", parent: "video_a")]
        world.service.always(.list) { _ in .list(mine) }
        other.always(.list) { _ in .list(theirs) }
        #expect(try await world.sync(untilIdle: true).adopted == 3)
        #expect(
            try world.sql(
                """
                SELECT group_concat(provider_id || above.id, ' ') FROM (
                    SELECT provider_id, video.remixed_from AS up FROM video JOIN task ON task.id = task_id
                    WHERE video.remixed_from IS NOT NULL ORDER BY provider_id)
                JOIN video AS above ON above.id = up WHERE above.file_state = 'absent'
                """)?.hasPrefix("2") == true, "the other's parent is not this one's")
        #expect(try world.sql("SELECT count(*) FROM video WHERE file_state = 'present'") == "3")
    }

    @Test func `asks after a video of which the list says only the name`() async throws {
        let thin = Listed(
            id: "video_a", prompt: nil, model: nil, seconds: nil, size: nil, status: "completed")
        let world = try world([thin])
        world.service.always(.poll) { _ in
            .json(
                #"{"id":"video_a","status":"completed","prompt":"a fox","seconds":"8","size":"1280x720","#
                    + #""created_at":1795226000,"remixed_from_video_id":"video_p"}"#)
        }
        try await world.sync(untilIdle: true)
        #expect(try world.sql("SELECT prompt_text FROM task") == "a fox")
        #expect(try edges(world) == ["video_p remix video_a"])
        #expect(try world.sql("SELECT verdict FROM video WHERE task_id = 1") == "verified")
    }

    @Test(arguments: [
        "../../etc/passwd", "..", ".", String(repeating: "a", count: 10_240), "a\u{202E}b", "",
        "video a/b?c#d", "\u{1F98A}",
    ])
    func `survives an id such as this one`(id: String) async throws {
        let world = try world([entry(id), entry("video_z", parent: id)])
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.downloaded >= 1)
        #expect(try world.sql("SELECT max(length(remote_id)) <= 512 FROM task") == "1")
        #expect(try world.sql("SELECT state FROM task WHERE remote_id = 'video_z'") == "succeeded")
        for request in world.service.requests(.content) + world.service.requests(.poll) {
            #expect(request.url.hasPrefix("\(world.service.base)/v1/videos/"))
            #expect(!request.url.contains("/../") && !request.url.contains("#"))
        }
        #expect(try world.names(world.folder.path).allSatisfy { !$0.contains("passwd") })
    }

    @Test func `follows pages, and ends where they repeat`() async throws {
        let world = try world([])
        let pages = (0..<5).map { page in (0..<3).map { entry("video_\(page)_\($0)") } }
        world.service.always(.list) { request in
            let after = request.url.components(after: "after=")
            let next =
                after.flatMap { id in
                    pages.firstIndex { $0.last?.id == id }.map { $0 + 1 }
                } ?? 0
            // After the last page comes the first one again, for ever.
            return .list(pages[next % pages.count], more: true)
        }
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.adopted == 15 && summary.unlisted == ["one"])
        #expect(summary.exitStatus == .unavailable)
        #expect(world.service.count(.list) <= 8)
    }

    @Test func `reads a list without an end only so far`() async throws {
        let world = try world([])
        world.service.always(.list) { request in
            let number = request.url.components(after: "after=video_").flatMap { Int($0) } ?? 0
            return .list(
                [
                    Listed(
                        id: "video_\(number + 1)", status: "failed",
                        createdAt: Timestamp(milliseconds: 0))
                ], more: true)
        }
        let summary = try await world.sync()
        #expect(summary.adopted == 0 && summary.unlisted == ["one"])
        #expect(world.service.count(.list) == 1000)
    }

    @Test func `ends with 69 where the service does not answer, and keeps what was listed`()
        async throws
    {
        let world = try world([])
        world.service.always(.list) { _ in .failure(.connect, at: .beforeConnect) }
        #expect(try await world.sync(untilIdle: true).exitStatus == .unavailable)

        let first = [entry("video_a")]
        world.service.always(.list) { request in
            request.url.contains("after=") ? .response(503) : .list(first, more: true)
        }
        let summary = try await world.again().sync(untilIdle: true)
        #expect(summary.adopted == 1 && summary.downloaded == 1)
        #expect(summary.exitStatus == .unavailable)
        world.service.always(.list) { _ in .list(first) }
        #expect(try await world.again().sync(untilIdle: true).exitStatus == .success)
    }

    @Test func `asks again for a page that does not come at once`() async throws {
        let world = try world([entry("video_a")])
        world.service.next(.list, .response(500), .response(502))
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.adopted == 1 && summary.exitStatus == .success)
    }

    @Test(arguments: [Failpoint.listRead, .pageAdopted])
    func `is gone on with where a run is cut off`(point: Failpoint) async throws {
        let world = try world([entry("video_b", parent: "video_a"), entry("video_a")])
        world.failsAt = point
        #expect(await world.syncFailing() == "io_error")
        world.failsAt = nil
        try await world.again().sync(untilIdle: true)
        #expect(try world.sql("SELECT count(*) FROM task WHERE state = 'succeeded'") == "2")
        #expect(try edges(world) == ["video_a remix video_b"])
        #expect(world.service.count(.content) == 2)
    }

    @Test func `tells in a trial what there is, and changes nothing`() async throws {
        var soon = entry("video_b")
        soon.expiresAt = HeldTime().now() + 600
        let world = try world([soon, entry("video_a"), entry("video_x", status: "failed")])
        let context = SyncContext(
            catalog: world.catalog, transport: world.transport, prober: world.prober,
            keys: world.keys, observer: world.watcher, control: world.control)
        let found = try await SyncEngine(context: context, options: world.options).adoptable()
        #expect(found.map(\.listed) == [3] && found.map(\.new) == [2] && found.map(\.failed) == [1])
        #expect(found[0].seconds == 16 && found[0].firstExpiry == soon.expiresAt)
        #expect(try world.sql("SELECT count(*) FROM task") == "0")
    }
}

extension String {
    /// What follows a text, up to the next `&`.
    fileprivate func components(after text: String) -> String? {
        guard let range = firstRange(of: text) else { return nil }
        return String(self[range.upperBound...].prefix { $0 != "&" })
    }
}
