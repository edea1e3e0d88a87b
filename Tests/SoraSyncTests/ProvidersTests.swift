import Glibc
import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSync
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct `Two providers` {
    private func pair() throws -> (world: World, two: Service, record: ProviderRecord) {
        let two = Service("https://two.example.org")
        let world = try World(others: [two])
        let record = try world.catalog.addProvider(World.record("two", at: two.base, key: "TWO"))
        world.keys.set("TWO", "another-key-9876543210")
        return (world, two, record)
    }

    @Test func `each get their own key`() async throws {
        let (world, two, record) = try pair()
        try world.queue()
        try world.queue(for: record)
        try await world.sync(untilIdle: true)
        func keys(_ service: Service) -> Set<String?> {
            Set(
                [.submit, .poll, .content].flatMap { service.requests($0) }.map {
                    $0.headers["Authorization"]
                })
        }
        #expect(keys(world.service) == ["Bearer canary-key-0123456789"])
        #expect(keys(two) == ["Bearer another-key-9876543210"])
    }

    @Test func `do not wait for each other when one is dead`() async throws {
        let (world, two, record) = try pair()
        for task in 1...6 { try world.queue("\(task)", for: task < 6 ? record : nil) }
        two.always(.submit) { _ in .failure(.connect, at: .beforeConnect) }
        world.serial = true
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state(6) == .succeeded)
        #expect(summary.unreachable == ["two"] && summary.waiting == 5)
        #expect(summary.exitStatus == .success)
        #expect(two.count(.submit) == 3, "three failed connections")
        #expect(world.watcher.count("unreachable") == 1)
    }

    @Test func `have their own pauses`() async throws {
        let (world, two, record) = try pair()
        try world.queue()
        try world.queue(for: record)
        two.always(.submit) { _ in .response(401) }
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .succeeded && world.state(2) == .queued)
        #expect(summary.paused == ["two"] && summary.exitStatus == .noPermission)
        #expect(try world.catalog.provider(named: "one").pause == nil)
    }

    @Test func `may be synced one at a time`() async throws {
        let (world, two, record) = try pair()
        try world.queue()
        try world.queue(for: record)
        world.options.provider = record.id
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .queued && world.state(2) == .succeeded)
        #expect(world.transport.requests.allSatisfy { $0.url.hasPrefix(two.base) })
        #expect(summary.waiting == 0)
    }

    @Test func `do not cut off each other's submits when the library fails`() async throws {
        let (world, two, record) = try pair()
        try await world.submitted()
        try world.queue(for: record)
        let faults = Faults { _, operation, path in
            operation == .write && path.hasSuffix(".part") ? EIO : nil
        }
        world.files = faults.files
        two.next(
            .submit,
            two.accept(meanwhile: {
                for _ in 0..<400 where faults.failed == 0 {
                    try await Task.sleep(nanoseconds: 5_000_000)
                }
            }))
        #expect(await world.syncFailing() == "io_error")
        #expect(try world.state(2) == .submitted)
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A provider` {
    @Test func `without its key is left alone in this run, and the next one looks again`()
        async throws
    {
        let world = try World()
        try world.queue()
        world.keys.set("KEY", nil)
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.paused == ["one"] && summary.exitStatus == .noPermission)
        #expect(world.transport.requests.isEmpty)
        #expect(world.watcher.count(#"reason: "no key for one; set it""#) == 1, "on one line")
        #expect(try world.catalog.provider(named: "one").pause == nil)
        #expect(try world.attempts().isEmpty)
        world.keys.set("KEY", "canary-key-0123456789")
        #expect(try await world.sync(untilIdle: true).exitStatus == .success)
        #expect(try world.state() == .succeeded)
    }

    @Test(arguments: [WireProfile.Delivery.content, .url])
    func `without its key loses no time for what is paid`(
        delivery: WireProfile.Delivery
    ) async throws {
        let world = try World()
        try world.queue { $0.delivery = delivery }
        try await world.sync()
        world.time.advance(by: 60)
        // The service has no result for it yet, in either way of giving one.
        if delivery == .content { world.service.next(.content, .response(503)) }
        try await world.sync()
        world.time.advance(by: 60)
        world.keys.set("KEY", nil)
        for _ in 0..<4 { try await world.sync() }
        #expect(try world.state() == .completed)
        world.keys.set("KEY", "canary-key-0123456789")
        world.service.always(.poll) { _ in
            .status(
                "completed", more: #","url":"https://api.example.com/v1/videos/video_1/content""#)
        }
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `has its key read once in a run`() async throws {
        let world = try World()
        for task in 1...6 { try world.queue("\(task)") }
        try await world.sync(untilIdle: true)
        #expect(world.keys.readCount == 1)
        #expect(world.transport.requests.count >= 18)
    }

    @Test func `that needs no key is sent none`() async throws {
        let world = try World()
        var provider = try world.catalog.provider(named: "one")
        provider.keySource = KeySource.none.encodedText
        try world.catalog.updateProvider(provider)
        try world.queue()
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(world.transport.requests.allSatisfy { $0.headers["Authorization"] == nil })
    }

    @Test func `that refuses the key is sent no more until its settings change`() async throws {
        let world = try World()
        try world.queue()
        world.service.next(.submit, .response(401))
        for _ in 0..<3 {
            let summary = try await world.sync(untilIdle: true)
            #expect(summary.paused == ["one"] && summary.exitStatus == .noPermission)
            world.time.advance(by: 86_400)
        }
        #expect(world.service.charges == 1)
        try world.catalog.updateProvider(try world.catalog.provider(named: "one"))
        #expect(try await world.sync(untilIdle: true).exitStatus == .success)
        #expect(try world.state() == .succeeded)
    }

    @Test func `that is paused is still asked for what is paid`() async throws {
        let world = try World()
        try world.queue("paid")
        try await world.sync()
        world.time.advance(by: 60)
        try world.catalog.pauseProvider(
            number: world.provider.id, .init(code: "credentials", reason: "refused"))
        try world.queue("waits")
        try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .succeeded && world.state(2) == .queued)
    }

    @Test func `without credit goes on to deliver in the same run`() async throws {
        let world = try World()
        world.serial = true
        try world.queue("first")
        try world.queue("second")
        world.service.next(.submit, world.service.accept())
        world.service.always(.submit) { _ in .response(402) }
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .succeeded && world.state(2) == .queued)
        #expect(summary.paused == ["one"])
    }

    @Test func `that refuses every question is not asked without end`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.always(.poll) { _ in .response(402) }
        try await world.sync(untilIdle: true)
        #expect(world.service.count(.poll) == 1)
        #expect(try world.state() == .submitted)
        world.service.recover()
        world.time.advance(by: 60)
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
    }

    @Test func `that was removed keeps its tasks waiting`() async throws {
        let world = try World()
        try world.queue()
        try world.catalog.removeProvider(world.provider)
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state() == .queued)
        #expect(summary.waiting == 1 && summary.paused.isEmpty && summary.exitStatus == .success)
        #expect(world.transport.requests.isEmpty)
    }

    @Test func `cannot be removed while something of it is paid and not here`() async throws {
        let world = try World()
        try await world.submitted()
        #expect(throws: SoraError.self) { try world.catalog.removeProvider(world.provider) }
    }

    @Test func `gets its certificates trusted for its own origin alone`() async throws {
        let cdn = Service("https://cdn.example.net")
        cdn.always(.poll) { _ in .movie(Movie.bytes()) }
        let world = try World(others: [cdn])
        var provider = try world.catalog.provider(named: "one")
        provider.certificateAuthority = "/etc/own.pem"
        try world.catalog.updateProvider(provider)
        world.service.next(
            .content,
            .response(302, headers: HTTPHeaders([("Location", "https://cdn.example.net/v.mp4")])))
        try world.queue()
        try await world.sync(untilIdle: true)
        for request in world.transport.requests {
            let isOwn = request.url.hasPrefix(world.service.base)
            #expect(request.certificateAuthority == (isOwn ? "/etc/own.pem" : nil))
        }
        #expect(try world.state() == .succeeded)
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A run` {
    @Test func `submits no more than it may`() async throws {
        let world = try World()
        for task in 1...5 { try world.queue("\(task)") }
        world.options.maximumSubmits = 2
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.submitted == 2 && summary.downloaded == 2 && summary.waiting == 3)
        #expect(world.service.charges == 2)
    }

    @Test func `keeps a second one out, which ends at once`() async throws {
        let world = try World()
        try world.queue()
        let held = try FileLock.tryTaking(world.folder.runLock, files: FileSystem())
        #expect(await world.syncFailing() == "locked")
        #expect(world.transport.requests.isEmpty)
        _ = consume held
        try await world.sync()
        #expect(try world.state() == .submitted)
    }

    @Test func `lets a task be cancelled or held by another command meanwhile`() async throws {
        let world = try World()
        for task in 1...3 { try world.queue("\(task)") }
        world.serial = true
        let catalog = world.catalog
        world.wrap = {
            WatchedTransport(
                inner: $0, before: {},
                after: {
                    for (task, event) in [(Int64(2), TaskEvent.calledOff), (3, .held)] {
                        try catalog.advance(
                            try catalog.task(number: task), TaskChange(event, "by hand"))
                    }
                })
        }
        let summary = try await world.sync()
        #expect(summary.exitStatus == .success && summary.submitted == 1)
        #expect(try world.state(2) == .cancelled && world.state(3) == .draft)
        #expect(world.service.charges == 1)
    }

    @Test func `lets nothing be sent to a service that has ended`() async throws {
        let world = try World()
        try world.queue()
        let frozen = try FrozenRequest(text: try world.catalog.task(number: 1).request)
        var retired = frozen
        retired.retirement = try ProfileLibrary().profile(named: "openai").retirement
        let text = try retired.encodedText().replacing("'", with: "''")
        try world.run(
            "DROP TRIGGER task_request_frozen; UPDATE task SET request = '\(text)'")
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state() == .queued)
        #expect(world.transport.requests.isEmpty)
        #expect(summary.exitStatus == .success)
    }
}
