import SoraCatalog
import SoraHTTP
import SoraMedia
import SoraModel
import SoraProviders
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

/// How a parent may end so that nothing can start from it.
struct BadEnd: Sendable, CustomTestStringConvertible {
    var state: TaskState
    var stage: @Sendable (World) throws -> Void

    var testDescription: String { state.rawValue }

    static let all = [
        BadEnd(state: .failed) { world in
            world.service.next(.poll, .json(#"{"id":"video_1","status":"failed"}"#))
        },
        BadEnd(state: .rejected) { world in world.service.next(.submit, .response(400)) },
        BadEnd(state: .cancelled) { world in
            try world.catalog.advance(
                try world.catalog.task(number: 1), TaskChange(.calledOff))
        },
        BadEnd(state: .expired) { world in
            world.service.next(
                .poll, .json(#"{"id":"video_1","status":"completed","expires_at":1000000000}"#))
            world.service.always(.content) { _ in .response(404) }
        },
    ]
}

/// Makes one picture of every frame.
struct FakeFrames: FrameMaking {
    var size = PixelSize(width: 1280, height: 720)

    /// A PNG file of two chunks, which nothing here decodes.
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 6] + Array("IDATPIXELS".utf8)
        + [0, 0, 0, 0, 0, 0, 0, 0] + Array("IEND".utf8) + [0, 0, 0, 0]

    func frame(_ moment: FrameMoment, of path: String) async -> PictureOutcome {
        .made(Picture(bytes: Self.png, width: size.width, height: size.height, format: .png))
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A task that starts from one that is under way` {
    /// A task, t1, and a remix of it, t2.
    private func family(_ world: World, frame: String? = nil, isStrict: Bool = false) throws {
        try world.queue()
        try child(of: 1, world, frame: frame, isStrict: isStrict)
    }

    @discardableResult
    private func child(
        of parent: Int64, _ world: World, frame: String? = nil, isStrict: Bool = false
    ) throws -> Int64 {
        var asked = GenerationRequest(
            frame == nil ? .remix : .create, prompt: "at night", model: "sora-2", seconds: 8,
            size: PixelSize(width: 1280, height: 720))
        asked.frame = frame
        var endpoint = try ProviderEndpoint(
            ProfileLibrary().profile(named: world.provider.profile),
            baseURL: world.provider.baseURL, allowPrivate: false)
        if isStrict { endpoint.wire.images?.size = .equal }
        var task = NewTask(
            provider: world.provider.id, operation: frame == nil ? .remix : .frame,
            model: "sora-2", prompt: "at night", seconds: 8, size: asked.size, aspectRatio: nil,
            request: try FrozenRequest(endpoint: endpoint, request: asked).encodedText(),
            estimate: nil)
        task.remixedFromTask = parent
        return try world.catalog.queue([task])[0]
    }

    @Test func `is sent when its parent is there, by the name that the parent has then`()
        async throws
    {
        let world = try World()
        try family(world)
        try await world.sync()
        #expect(world.service.charges == 1, "only the parent was asked for")
        #expect(try world.state(1) == .submitted && world.state(2) == .queued)
        #expect(try world.catalog.footing(ofTask: 2) == .waiting(for: Handle(.task, 1)))

        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .success && summary.waiting == 0)
        #expect(try world.state(1) == .succeeded && world.state(2) == .succeeded)
        #expect(world.service.charges == 2)
        #expect(
            world.service.requests(.submit).last?.url.hasSuffix("/v1/videos/video_1/remix") == true)
        #expect(try world.sql("SELECT remixed_from FROM video WHERE task_id = 2") == "1")
        #expect(try world.sql("SELECT file_state FROM video WHERE id = 1") == "present")
    }

    @Test func `of a task that itself waits follows it`() async throws {
        let world = try World()
        try family(world)
        try child(of: 2, world)
        try await world.sync(untilIdle: true)
        #expect(try world.state(3) == .succeeded)
        #expect(
            world.service.requests(.submit).map { $0.url.hasSuffix("/remix") } == [
                false, true, true,
            ])
        let family = try world.catalog.lineage(of: Handle(.video, 1))
        #expect(
            family.members.filter { $0.parent != nil }.map(\.handle) == [
                Handle(.video, 2), Handle(.video, 3),
            ])
    }

    @Test(arguments: BadEnd.all)
    func `is held, with the reason, where the parent ends without a video`(
        end: BadEnd
    ) async throws {
        let world = try World()
        try family(world)
        try end.stage(world)
        let before = world.service.charges
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state(1) == end.state)
        #expect(try world.state(2) == .draft)
        #expect(try world.errorCode(2) == "parent_gone")
        #expect(world.service.charges - before <= 1, "the child was never sent")
        #expect(world.service.requests(.submit).allSatisfy { !$0.url.hasSuffix("/remix") })
        #expect(summary.waiting == 0)
        #expect(world.watcher.count("soralib task cancel t2") == 1)
    }

    @Test
    func `keeps no run waiting where the parent needs a decision, and is held when it is given up`()
        async throws
    {
        let world = try World()
        try family(world)
        world.service.next(.submit, .failure(.interrupted, at: .afterSend))
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .decisionNeeded && summary.waiting == 1)
        #expect(try world.state(2) == .queued)
        try world.catalog.resolve(
            try world.catalog.task(number: 1), .abandon, by: "a person", next: world.time.now())
        try await world.sync(untilIdle: true)
        #expect(try world.state(2) == .draft && world.service.charges == 1)
    }

    @Test func `keeps no run waiting where the parent is a draft`() async throws {
        let world = try World()
        try family(world)
        try world.catalog.advance(try world.catalog.task(number: 1), TaskChange(.held))
        #expect(try await world.sync(untilIdle: true).waiting == 1)
        #expect(world.service.charges == 0)
    }

    @Test func `passes no gate before its parent is there`() throws {
        let world = try World()
        try family(world)
        #expect(throws: SoraError.self) {
            _ = try world.catalog.armSubmit(of: try world.catalog.task(number: 2))
        }
        #expect(try world.attempts(2).isEmpty)
    }

    @Test func `begins with a frame that is made when the parent's file is there`() async throws {
        let world = try World()
        world.frames = FakeFrames()
        try family(world, frame: "last")
        try await world.sync(untilIdle: true)
        #expect(try world.state(2) == .succeeded)
        let body = String(
            decoding: world.service.requests(.submit).last?.body ?? [], as: UTF8.self)
        #expect(body.contains("PIXELS") && body.contains("i1.png"), "\(body)")
        #expect(try world.catalog.images(ofTask: 2) == [1])
        #expect(try world.sql("SELECT title FROM image") == "v1, last frame")
    }

    @Test func `is held where the frame is none that its service takes`() async throws {
        let world = try World()
        world.frames = FakeFrames(size: PixelSize(width: 720, height: 1280))
        try family(world, frame: "last", isStrict: true)
        try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .succeeded && world.state(2) == .draft)
        #expect(world.service.charges == 1)
    }

    @Test(arguments: [Failpoint.orphanFound, .frameStored])
    func `is dealt with by the next run where one is cut off`(point: Failpoint) async throws {
        let world = try World()
        world.frames = FakeFrames()
        try family(world, frame: point == .frameStored ? "first" : nil)
        if point == .orphanFound { world.service.next(.submit, .response(400)) }
        world.failsAt = point
        _ = await world.syncFailing(untilIdle: true)
        world.failsAt = nil
        #expect(try world.state(2) == .queued && world.service.charges == 1)
        world.time.advance(by: 7200)
        try await world.again().sync(untilIdle: true)
        #expect(try world.state(2) == (point == .orphanFound ? .draft : .succeeded))
        #expect(world.service.charges == (point == .orphanFound ? 1 : 2))
    }
}
