import Foundation
import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

/// A service whose clips take minutes and live for an hour: it counts by the clock of the test.
private final class HourService: Sendable {
    struct Job {
        var readyAt: Timestamp
        var isFetched = false
        var goneAt: Timestamp { readyAt + 3600 }
    }

    private struct State {
        var jobs: [String: Job] = [:]
        var isOnline = true
    }

    let base = "https://api.example.com"
    private let time: HeldTime
    private let state = Mutex(State())

    init(time: HeldTime) { self.time = time }

    var jobs: [String: Job] { state.withLock { $0.jobs } }

    func set(isOnline: Bool) { state.withLock { $0.isOnline = isOnline } }

    func answer(_ request: HTTPRequest) -> ScriptedAnswer {
        state.withLock { state in
            guard state.isOnline else { return .failure(.connect, at: .beforeConnect) }
            let now = time.now()
            if request.method == .post {
                let id = "video_\(state.jobs.count + 1)"
                // From two minutes to half an hour.
                let seconds = 120 + Double(state.jobs.count * 37 % 29) * 60
                state.jobs[id] = Job(readyAt: now + seconds)
                return .json(#"{"id":"\#(id)","status":"queued"}"#)
            }
            let isContent = request.url.hasSuffix("/content")
            let words = request.url.split(separator: "/").map(String.init)
            let id = isContent ? words[words.count - 2] : words[words.count - 1]
            guard let job = state.jobs[id] else { return .response(404) }
            if now < job.readyAt {
                return isContent
                    ? .response(404)
                    : .json(#"{"id":"\#(id)","status":"in_progress","progress":10}"#)
            }
            guard isContent else {
                let expires = Int(job.goneAt.seconds)
                return .json(#"{"id":"\#(id)","status":"completed","expires_at":\#(expires)}"#)
            }
            guard now < job.goneAt else { return .response(410) }
            state.jobs[id]?.isFetched = true
            return .movie(Movie.bytes(2000 + state.jobs.count))
        }
    }
}

/// What the machine does at a moment of the week.
private struct Surroundings {
    /// From and to, in minutes since the start.
    let asleep: [Range<Int>]
    let offline: [Range<Int>]

    /// Nights of sleep, a lid that is closed at noon, and gaps in the network of minutes and hours.
    init(days: Int, _ random: RepeatableRandom) {
        var (asleep, offline): ([Range<Int>], [Range<Int>]) = ([], [])
        for day in 0..<days {
            let midnight = day * 1440
            let night = midnight + 60 + Int(random.fraction() * 60)
            asleep.append(night..<(night + 300 + Int(random.fraction() * 120)))
            let noon = midnight + 720 + Int(random.fraction() * 60)
            asleep.append(noon..<(noon + 10 + Int(random.fraction() * 70)))
            for _ in 0..<4 {
                let gap = midnight + Int(random.fraction() * 1440)
                offline.append(gap..<(gap + 1 + Int(random.fraction() * random.fraction() * 180)))
            }
        }
        self.asleep = asleep
        self.offline = offline
    }

    func isAsleep(_ minute: Int) -> Bool { asleep.contains { $0.contains(minute) } }
    func isOffline(_ minute: Int) -> Bool { offline.contains { $0.contains(minute) } }
}

@Suite(.timeLimit(.minutes(10))) struct `A week of a schedule` {
    private static let weeks =
        ProcessInfo.processInfo.environment["SORALIB_WEEKS"].flatMap { Int($0) } ?? 0

    /// Each wake does what a scheduled run does: it looks whether anything is due, and only then syncs.
    ///
    /// Some 300 tasks come over the week, whenever a person has an idea, also offline. The machine goes down twice while a
    /// run is under way. A result may only be lost where no wake came with a network in the hour that it was there.
    ///
    /// SORALIB_WEEKS takes so many weeks, each from a seed of its own; without it, it is two days of the first.
    @Test(arguments: 1...max(weeks, 1))
    func `loses no result that a run could have reached`(seed: Int) async throws {
        let days = Self.weeks > 0 ? 7 : 2
        let tasks = days * 43
        let world = try World(isInMemory: true)
        let service = HourService(time: world.time)
        world.wrap = { _ in ScriptedTransport { request, _ in service.answer(request) } }
        let random = RepeatableRandom(seed: UInt64(seed))
        let around = Surroundings(days: days, random)
        let start = world.time.now()
        let ideas: [Int] = (0..<tasks).map { _ in
            Int(random.fraction() * Double(days * 1440 - 720))
        }.sorted()
        let reboots: [Int] = [days * 497, days * 951].map { $0 + Int(random.fraction() * 60) }
        var queued = 0
        var rebooted = 0
        var wakes: [Timestamp] = []
        var idle = 0
        // A day more, in which all comes in that is still to come.
        for minute in stride(from: 0, to: (days + 1) * 1440, by: 5) {
            while queued < ideas.count, ideas[queued] <= minute {
                try world.queue("idea \(queued)")
                queued += 1
            }
            let isAsleep = minute < days * 1440 && around.isAsleep(minute)
            let isOnline = minute >= days * 1440 || !around.isOffline(minute)
            if !isAsleep {
                service.set(isOnline: isOnline)
                if isOnline { wakes.append(world.time.now()) }
                let due = try world.catalog.dueWork(submits: true)
                if due.hasTasks {
                    if rebooted < reboots.count, minute >= reboots[rebooted], isOnline {
                        // The power goes: whatever was under way ends there, and nothing of it runs for ten minutes.
                        world.failsAt = [.receiptDurable, .pollAnswered, .bodyWritten]
                            .randomElement(by: random)
                        _ = try? await world.sync()
                        world.failsAt = nil
                        rebooted += 1
                    } else {
                        try world.catalog.makeSoonDue()
                        try await world.sync()
                    }
                } else {
                    idle += 1
                }
            }
            let elapsed = world.time.now() - start
            world.time.advance(by: max(1, Double(minute + 5) * 60 - elapsed))
        }
        #expect(rebooted == 2 && queued == tasks)
        // It did look without doing anything: the week is not one long sync.
        #expect(idle > 60 * days, "\(idle)")
        let lost = service.jobs.filter { !$0.value.isFetched }
        let reachable = lost.filter { job in
            wakes.contains { $0 >= job.value.readyAt && $0 < job.value.goneAt }
        }
        #expect(reachable.isEmpty, "\(reachable.keys.sorted())")
        // What was lost was lost in a night's sleep, and is said to be.
        let states = try Set(world.catalog.tasks(in: TaskState.allCases).map(\.state))
        #expect(states.isSubset(of: [.succeeded, .expired, .uncertain]), "\(states)")
        #expect(
            service.jobs.count >= tasks - 5 && service.jobs.count <= tasks, "\(service.jobs.count)")
        let fetched = service.jobs.count { $0.value.isFetched }
        #expect(fetched > tasks * 2 / 3, "\(fetched)")
    }
}

extension Array {
    fileprivate func randomElement(by random: RepeatableRandom) -> Element? {
        isEmpty ? nil : self[Int(random.fraction() * Double(count))]
    }
}
