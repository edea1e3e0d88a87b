import SoraSystem
import Synchronization

/// A kill, or an error, at every system call that changes something between submit and verified.
///
/// strace counts the calls of each name and thread by itself, and the first thread to reach the k-th
/// one is hit. So soralib is kept on one processor, where one thread does nearly all the work, and is
/// traced from where it has opened the library, so that no other thread is there first. What comes
/// before, and what other threads do, is hit in two more ways. A point that is missed, or hit in
/// another thread, is tried again; what was never reached is named.
final class StraceProgramme: Sendable {
    private struct State {
        var hits = 0
        var missed: [TracePoint] = []
        var ofWorker: Set<TracePoint> = []
        var places: Set<String> = []
        var endings: [String: Int] = [:]
    }

    private let tracer: Tracer
    private let points: [TracePoint]
    private let places: Set<String>
    /// The points of the thread that does the work, which every recording has.
    private let ofWorker: Set<TracePoint>
    private let state = Mutex(State())

    /// How often a point is tried.
    private static let tries = 3
    /// How many syncs are recorded to find the points.
    private static let recordings = 3

    /// Records what a sync calls.
    init(_ programs: Programs, _ strace: String, _ options: TortureOptions) throws {
        let tracer = Tracer(programs: programs, strace: strace, options: options)
        var places: Set<String> = []
        var found: [TracePoint] = []
        var ofWorker: Set<TracePoint> = []
        for mode in TracePoint.Mode.allCases where mode == .free || programs.taskset != nil {
            let logs = try (1...Self.recordings).map { try tracer.record($0, mode) }
            places.formUnion(logs.flatMap(\.calls).map(\.place).filter { !$0.isEmpty })
            switch mode {
            case .start:
                // What the first thread does until the library is open.
                found += TracePoint.all(
                    of: logs.flatMap { $0.calls(of: $0.calls.first?.thread) }, mode)
            case .attached:
                found += TracePoint.all(of: logs.flatMap(\.calls), mode)
                let each = logs.map { Set(TracePoint.all(of: $0.calls(of: $0.worker), mode)) }
                ofWorker = each.dropFirst().reduce(each[0]) { $0.intersection($1) }
            case .free:
                // Where an error falls matters less than that there is one.
                found += TracePoint.all(of: logs.flatMap(\.calls), mode).filter {
                    $0.action == .kill || programs.taskset == nil
                }
            }
        }
        if let limit = options.calls, limit > 0, found.count > limit {
            found = (0..<limit).map { found[$0 * found.count / limit] }
        }
        if let only = options.point.flatMap({ TracePoint($0) }) { found = [only] }
        self.tracer = tracer
        self.places = places
        points = found
        self.ofWorker = ofWorker.intersection(found)
    }

    /// What will be done.
    var plan: String {
        "strace: \(points.count) points, \(ofWorker.count) of the thread that does the work, "
            + "\(places.count) places"
    }

    var numbers: [Int] { Array(points.indices) }

    /// Tries one point and judges what is left.
    func run(_ number: Int) throws -> RunResult {
        let point = points[number]
        let name = "strace-" + point.description.split(separator: ":").joined(separator: "-")
        for attempt in 1...Self.tries {
            let (workshop, log) = try tracer.trace(
                name, point.mode, processor: number % 2, injecting: ["-e", point.injection])
            let hit = point.action == .kill ? log.killed(at: point) : log.failed
            let isOfWorker = hit != nil && hit?.thread == log.worker
            let isRight = hit != nil && (isOfWorker || !ofWorker.contains(point))
            guard isRight || attempt == Self.tries else {
                workshop.service.kill()
                continue
            }
            note(point, hit, isOfWorker: isOfWorker, ending: workshop.firstSyncEnding)
            workshop.noteFault(kills: log.wasKilled ? 1 : 0)
            _ = try workshop.recover()
            return RunResult(
                judgement: try workshop.judge(plans: Tracer.plans), kills: workshop.kills,
                story: "replay: soralib-torture --only strace --point \(point)\n"
                    + "at: \(hit?.place ?? "nowhere"), sync ended with \(workshop.firstSyncEnding)",
                folder: workshop.folder)
        }
        throw TortureError("a point is tried at least once")
    }

    /// What was reached.
    var notes: [String] {
        state.withLock { state in
            let kinds = TracePoint.Action.allCases.map { action in
                "\(points.count { $0.action == action }) \(action.rawValue)"
            }
            let left = ofWorker.subtracting(state.ofWorker)
            var lines = [
                "strace: \(points.count) points (\(kinds.joined(separator: ", "))), "
                    + "\(state.hits) hit, \(state.missed.count) missed",
                "strace: of the \(ofWorker.count) points of the thread that does the work "
                    + "\(ofWorker.count - left.count) hit, \(left.count) not",
                "strace: killed at \(state.places.count) of \(places.count) places",
            ]
            let endings = state.endings.sorted { $0.key < $1.key }
                .map { "\($0.key) ×\($0.value)" }
            lines.append(
                "strace: syncs with an error ended with \(endings.joined(separator: ", "))")
            let missed = Set(state.missed).union(left).map(\.description).sorted()
            if !missed.isEmpty {
                lines.append("strace: not hit: \(missed.joined(separator: " "))")
            }
            let unreached = places.subtracting(state.places).sorted()
            if !unreached.isEmpty {
                lines.append("strace: not killed at: \(unreached.joined(separator: "; "))")
            }
            return lines
        }
    }

    private func note(
        _ point: TracePoint, _ hit: TraceLog.Call?, isOfWorker: Bool, ending: String
    ) {
        state.withLock { state in
            guard let hit else {
                state.missed.append(point)
                return
            }
            state.hits += 1
            if isOfWorker { state.ofWorker.insert(point) }
            if point.action == .kill {
                state.places.insert(hit.place)
            } else {
                state.endings[ending, default: 0] += 1
            }
        }
    }
}
