import SoraSystem
import Synchronization

/// A kill, or an error, at every system call that changes something between submit and verified.
///
/// strace counts the calls of each name and thread by itself, and the first thread to reach the k-th
/// one is hit. So the points are gone through twice: with soralib kept on one processor, where nearly
/// all calls are one thread's and each is reached; and without, where the others are hit too, each
/// time at another place. A point that is missed is tried again; what was never reached is named.
final class StraceProgramme: Sendable {
    private struct State {
        var hits = 0
        var missed: [TracePoint] = []
        var places: Set<String> = []
        var numbered: Set<String> = []
        var endings: [String: Int] = [:]
    }

    private let programs: Programs
    private let strace: String
    private let options: TortureOptions
    private let points: [TracePoint]
    private let places: Set<String>
    private let numbered: Set<String>
    private let state = Mutex(State())

    /// How often a point is tried.
    private static let tries = 3
    /// How many syncs are recorded to find the points.
    private static let recordings = 3

    /// Records what a sync calls.
    init(_ programs: Programs, _ strace: String, _ options: TortureOptions) throws {
        self.programs = programs
        self.strace = strace
        self.options = options
        var logs: [TraceLog] = []
        var found: [TracePoint] = []
        for isPinned in programs.taskset == nil ? [false] : [true, false] {
            let recorded = try (1...Self.recordings).map {
                try Self.record($0, programs, strace, options, isPinned: isPinned)
            }
            // Where an error falls matters less than that there is one.
            let actions: [TracePoint.Action] =
                isPinned || programs.taskset == nil ? TracePoint.Action.allCases : [.kill]
            found += Self.points(
                in: recorded, for: actions, atMost: options.calls, isPinned: isPinned)
            logs += recorded
        }
        places = Set(logs.flatMap(\.calls).map(\.place).filter { !$0.isEmpty })
        numbered = Set(logs.flatMap(\.numberedPlaces))
        if let only = options.point.flatMap({ TracePoint($0) }) {
            points = [only]
        } else {
            points = found
        }
    }

    /// What will be done.
    var plan: String {
        "strace: \(points.count) points, \(numbered.count) calls at \(places.count) places"
    }

    var numbers: [Int] { Array(points.indices) }

    /// Tries one point and judges what is left.
    func run(_ number: Int) throws -> RunResult {
        let point = points[number]
        for attempt in 1...Self.tries {
            let name =
                "strace-\(point.description.map { $0 == ":" ? "-" : $0 }.map(String.init).joined())"
            let (workshop, log) = try Self.trace(
                name, programs, strace, options, ["-e", point.injection], isPinned: point.isPinned)
            let hit = point.action == .kill ? log.killed(at: point) : log.failed
            note(point, hit, log, workshop.lastEnding, isLast: attempt == Self.tries)
            if hit == nil, attempt < Self.tries {
                workshop.service.kill()
                continue
            }
            workshop.noteFault(kills: log.wasKilled ? 1 : 0)
            _ = try workshop.recover()
            return RunResult(
                judgement: try workshop.judge(plans: Self.plans), kills: workshop.kills,
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
            let unreached = numbered.subtracting(state.numbered).sorted()
            var lines = [
                "strace: \(points.count) points listed (\(kinds.joined(separator: ", "))), "
                    + "\(state.hits) hit, \(state.missed.count) missed",
                "strace: killed at \(state.places.count) of \(places.count) places, "
                    + "at \(state.numbered.intersection(numbered).count) of \(numbered.count) calls",
            ]
            let endings = state.endings.sorted { $0.key < $1.key }
                .map { "\($0.key) ×\($0.value)" }
            lines.append(
                "strace: syncs with an error ended with \(endings.joined(separator: ", "))")
            if !state.missed.isEmpty {
                let names = state.missed.map(\.description).sorted()
                lines.append("strace: missed \(names.joined(separator: " "))")
            }
            if !unreached.isEmpty {
                lines.append("strace: not killed at: \(unreached.joined(separator: "; "))")
            }
            return lines
        }
    }

    private func note(
        _ point: TracePoint, _ hit: TraceLog.Call?, _ log: TraceLog, _ ending: String,
        isLast: Bool
    ) {
        state.withLock { state in
            guard let hit else {
                if isLast { state.missed.append(point) }
                return
            }
            state.hits += 1
            if point.action == .kill {
                state.places.insert(hit.place)
                if let number = log.number(of: hit) { state.numbered.insert(number) }
            } else {
                state.endings[ending, default: 0] += 1
            }
        }
    }

    /// One clip that is cut once, so that a download is resumed too.
    private static let plans = [TaskPlan("strace [[cut 1]]")]

    private static func record(
        _ number: Int, _ programs: Programs, _ strace: String, _ options: TortureOptions,
        isPinned: Bool
    ) throws -> TraceLog {
        let (workshop, log) = try trace(
            "record-\(number)", programs, strace, options, [], isPinned: isPinned)
        workshop.service.kill()
        guard workshop.lastEnding == "0" else {
            throw TortureError(
                "a traced sync ended with \(workshop.lastEnding); see \(workshop.folder.path)")
        }
        if !options.keepsAll { try FileTree.remove(workshop.folder.path) }
        return log
    }

    private static func trace(
        _ name: String, _ programs: Programs, _ strace: String, _ options: TortureOptions,
        _ words: [String], isPinned: Bool
    ) throws -> (Workshop, TraceLog) {
        let folder = try RunFolder.make(name, in: options.folder)
        let workshop = try Workshop(programs, folder: folder, plans: plans)
        let output = "\(folder.path)/trace"
        let pin = isPinned ? [programs.taskset ?? "taskset", "-c", "0"] : []
        let sync = try workshop.startSync(
            tracer: pin + [
                strace, "-f", "-y", "--seccomp-bpf", "-o", output, "-e",
                "trace=" + TracePoint.killed.joined(separator: ","),
            ] + words)
        try workshop.finish(sync)
        return (workshop, TraceLog(FileTree.text(of: output), library: folder.library))
    }

    private static func points(
        in logs: [TraceLog], for actions: [TracePoint.Action], atMost limit: Int?, isPinned: Bool
    ) -> [TracePoint] {
        var ordinals: [String: Set<Int>] = [:]
        for call in logs.flatMap(\.calls) where !call.place.isEmpty {
            ordinals[call.name, default: []].insert(call.ordinal)
        }
        return actions.flatMap { action in
            let all = TracePoint.killed
                .filter { action == .kill || TracePoint.failed.contains($0) }
                .flatMap { call in
                    (ordinals[call] ?? []).sorted().map {
                        TracePoint(action, call, $0, isPinned: isPinned)
                    }
                }
            guard let limit, limit > 0, all.count > limit else { return all }
            return (0..<limit).map { all[$0 * all.count / limit] }
        }
    }
}
