import Foundation
import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSync
import SoraTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A watch` {
    @Test func `wakes for a task that is queued while it sleeps, and brings it to its end`()
        async throws
    {
        let world = try World()
        let (catalog, control) = (world.catalog, world.control)
        let task = try world.newTask("a red fox")
        let summary = try await world.watch(
            PassCounter(control) { _, _ in
                if try catalog.tasks(in: [.succeeded]).count == 1 { control.interrupt() }
            } onNap: { number, standing in
                guard number == 100 else { return }
                #expect(standing.next == nil, "nothing is due")
                _ = try catalog.queue([task])
            })
        #expect(summary.submitted == 1 && summary.downloaded == 1 && summary.verified == 1)
        #expect(summary.exitStatus == .interrupted)
        #expect(world.service.charges == 1)
    }

    @Test func `makes a pass when something is due, and none before`() async throws {
        let world = try World()
        try world.queue()
        for progress in 1...20 {
            world.service.next(.poll, .status("in_progress", progress: progress))
        }
        let (catalog, control) = (world.catalog, world.control)
        let counter = PassCounter(control) { _, _ in
            if try catalog.task(number: 1).state == .succeeded { control.interrupt() }
        }
        try await world.watch(counter)
        // The submit, and each poll; the last one brings the result too.
        #expect(counter.passes == 22)
        #expect(world.service.count(.poll) == 21)
        #expect(counter.naps > 60, "and slept in between: \(counter.naps)")
    }

    @Test(arguments: [Service.Route.submit, .poll, .content])
    func `asks a network that is gone less and less often, and goes on when it is back`(
        route: Service.Route
    ) async throws {
        let world = try World()
        try world.queue()
        if route != .submit {
            try await world.sync()
            world.time.advance(by: 60)
        }
        world.service.always(route) { _ in .failure(.connect, at: .beforeConnect) }
        let (catalog, control, service, time) = (
            world.catalog, world.control, world.service, world.time
        )
        let start = time.uptime()
        let back = Mutex<Double?>(nil)
        try await world.watch(
            PassCounter(control) { _, summary in
                if try catalog.task(number: 1).state == .succeeded { return control.interrupt() }
                if back.withLock({ $0 }) == nil { #expect(summary.exitStatus == .success) }
            } onNap: { _, standing in
                if time.uptime() - start < 7200 { return }
                guard back.withLock({ $0 }) == nil else { return }
                #expect(standing.unreachable == ["one"] && standing.waiting == 1)
                // In two hours: a few at first, then one in five minutes.
                #expect(service.count(route) < 40, "\(service.count(route))")
                #expect(service.count(route) > 20, "\(service.count(route))")
                back.withLock { $0 = time.uptime() }
                service.recover()
            }, nap: 10)
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
        let waited = time.uptime() - (back.withLock { $0 } ?? 0)
        #expect(waited < 400, "the way was tried within its five minutes: \(waited)")
    }

    @Test func `keeps to a rest that a service asked for, over all passes`() async throws {
        let world = try World()
        try world.queue()
        world.service.next(
            .submit,
            .json(
                #"{"error":{"message":"slow down"}}"#, status: 429,
                headers: HTTPHeaders([("Retry-After", "600")])))
        let (catalog, control, service, time) = (
            world.catalog, world.control, world.service, world.time
        )
        let start = time.uptime()
        let second = try world.newTask("a hen")
        try await world.watch(
            PassCounter(control) { _, _ in
                if time.uptime() - start < 590 { #expect(service.count(.submit) == 1) }
                if try catalog.tasks(in: [.succeeded]).count == 2 { control.interrupt() }
            } onNap: { number, _ in
                if number == 50 { _ = try catalog.queue([second]) }
            })
        #expect(service.charges == 3 && time.uptime() - start > 600)
    }

    @Test func `tries again at once when the machine wakes up`() async throws {
        let world = try World()
        try world.queue()
        world.service.always(.submit) { _ in .failure(.resolve, at: .beforeConnect) }
        let (control, service, time) = (world.control, world.service, world.time)
        let start = time.uptime()
        let tries = Mutex<Int?>(nil)
        try await world.watch(
            PassCounter(control) { _, _ in
                if tries.withLock({ $0 != nil }) { control.interrupt() }
            } onNap: { _, _ in
                guard time.uptime() - start > 3600, tries.withLock({ $0 == nil }) else { return }
                tries.withLock { $0 = service.count(.submit) }
                time.advance(by: 60)
            }, nap: 10)
        #expect(world.service.count(.submit) == tries.withLock { $0 }.map { $0 + 1 })
    }

    /// By an hour, three days, ten years; the clock that is never set goes on as ever.
    @Test(arguments: [3600, -3600, 259_200, -259_200, 315_576_000, -315_576_000])
    func `whose clock is turned while it sleeps, and back, loses nothing`(seconds: Double)
        async throws
    {
        let world = try World()
        try world.queue()
        for progress in 1...20 {
            world.service.next(.poll, .status("in_progress", progress: progress))
        }
        let (catalog, control, time) = (world.catalog, world.control, world.time)
        try await world.watch(
            PassCounter(control) { _, summary in
                #expect(summary.expired == 0 && summary.failed == 0)
                if try catalog.task(number: 1).state == .succeeded { control.interrupt() }
            } onNap: { number, _ in
                if number == 10 { time.turn(by: seconds) }
                if number == 20 { time.turn(by: -seconds) }
            })
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
    }

    @Test func `notices a budget that another command raises`() async throws {
        let world = try World()
        var provider = world.provider
        provider.budgets = [Budget(.day, try #require(Money("0.10USD", currency: nil)))]
        try world.catalog.updateProvider(provider)
        var task = try world.newTask("a red fox")
        task.estimate = Money("0.80USD", currency: nil)
        _ = try world.catalog.queue([task])
        let (catalog, control) = (world.catalog, world.control)
        provider.budgets = [Budget(.day, try #require(Money("5.00USD", currency: nil)))]
        let raised = provider
        try await world.watch(
            PassCounter(control) { _, _ in
                if try catalog.task(number: 1).state == .succeeded { control.interrupt() }
            } onNap: { number, _ in
                guard number == 200 else { return }
                #expect(try catalog.task(number: 1).state == .queued)
                try catalog.updateProvider(raised)
            })
        #expect(world.service.charges == 1)
    }

    @Test func `waits for a key, and does not look for it all the time`() async throws {
        let world = try World()
        world.keys.set("KEY", nil)
        try world.queue()
        let (catalog, control, keys) = (world.catalog, world.control, world.keys)
        try await world.watch(
            PassCounter(control) { _, _ in
                if try catalog.task(number: 1).state == .succeeded { control.interrupt() }
            } onNap: { number, _ in
                guard number == 360 else { return }
                #expect(keys.readCount < 25, "\(keys.readCount)")
                keys.set("KEY", "a-key-that-came-late")
            }, nap: 10)
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
    }

    @Test func `submits no more than it may, however many passes it makes`() async throws {
        let world = try World()
        for _ in 0..<5 { try world.queue() }
        world.options.maximumSubmits = 2
        let control = world.control
        let summary = try await world.watch(
            PassCounter(control) { _, _ in
            } onNap: { number, _ in
                if number == 500 { control.interrupt() }
            })
        #expect(summary.submitted == 2 && summary.downloaded == 2)
        #expect(world.service.charges == 2)
    }

    @Test func `keeps other syncs out, and lets them in when it has ended`() async throws {
        let world = try World()
        let control = world.control
        let catalog = world.catalog
        try await world.watch(
            PassCounter(control) { _, _ in
            } onNap: { number, _ in
                guard number == 1 else { return control.interrupt() }
                let lock = try FileLockProbe.isFree(catalog.folder.runLock)
                #expect(!lock)
            })
        #expect(try FileLockProbe.isFree(catalog.folder.runLock))
    }

    @Test func `ends with a clear error when the library is gone`() async throws {
        let world = try World()
        let (control, path) = (world.control, world.folder.path)
        let error = await #expect(throws: SoraError.self) {
            try await world.watch(
                PassCounter(control) { _, _ in
                } onNap: { number, _ in
                    if number == 5 {
                        try FileManager.default.moveItem(atPath: path, toPath: path + "-away")
                    }
                })
        }
        #expect(error?.code == .inputOutput)
        #expect(error?.message.contains("is not there any more") == true, "\(error as Any)")
    }

    @Test func `does not spin where something is due and nothing can be done`() async throws {
        let world = try World()
        try world.queue()
        // Nothing is as much as the disk is to keep free.
        let counter = PassCounter(world.control)
        world.options.reserveBytes = .max
        let error = await #expect(throws: SoraError.self) { try await world.watch(counter) }
        #expect(error?.code == .diskFull)
        #expect(counter.passes == 0 && world.service.charges == 0)
    }

    /// In a process of its own, whose memory no other test has a part in.
    @Test func `needs no more memory after thousands of passes`() async throws {
        await #expect(processExitsWith: .success) {
            let world = try World()
            try await world.submitted()
            let (catalog, control, prober, keys) = (
                world.catalog, world.control, world.prober, world.keys
            )
            // A service that takes for ever, so that each pass has something to ask; and nothing that keeps
            // what it saw, as the doubles of other tests do.
            let means = WatchMeans {
                SyncContext(
                    catalog: catalog, transport: EndlessService(), prober: prober,
                    profiles: ProfileLibrary(), keys: keys, observer: SilentObserver(),
                    control: control)
            }
            let early = Mutex(0)
            let counter = PassCounter(control, most: 10_000_000) { number, _ in
                if number == 300 { early.withLock { $0 = Resident.kibibytes() } }
                if number == 2300 { control.interrupt() }
            }
            _ = try await SyncWatch(
                means: means, options: world.options, listener: counter, nap: 1000
            ).run()
            let growth = Resident.kibibytes() - early.withLock { $0 }
            // What a leak of 1 KiB a pass would come to.
            guard growth < 1500 else {
                fatalError("grew by \(growth) KiB")
            }
        }
    }
}

/// A service that is always in the middle of its work.
private struct EndlessService: Transport {
    func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: HTTPHeaders([("Content-Type", "application/json")]),
            body: Array(#"{"id":"video_1","status":"in_progress","progress":1}"#.utf8))
    }
}

/// What a process has in memory.
private enum Resident {
    /// The resident set of this process (proc_pid_status(5)).
    static func kibibytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
