/// What strace wrote of one sync.
struct TraceLog {
    /// One call, at the moment when it was entered.
    struct Call: Sendable {
        let thread: String
        let name: String
        /// Counted over the calls of this name and thread, from 1.
        let ordinal: Int
        /// What it worked on, without anything that differs from run to run.
        let place: String
    }

    /// The calls in their order.
    let calls: [Call]
    /// Whether a process was killed.
    let wasKilled: Bool
    /// The calls that were made to fail: one of each thread that makes as many.
    let failures: [Call]

    /// Reads a log.
    ///
    /// - Parameters:
    ///   - text: what `strace -f -y` wrote.
    ///   - library: the folder of the library, to tell its files from others.
    init(_ text: String, library: String) {
        var calls: [Call] = []
        var counts: [String: Int] = [:]
        var failures: [Call] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard words.count == 2 else { continue }
            let thread = String(words[0])
            let rest = words[1].drop { $0 == " " }
            if let open = rest.firstIndex(of: "("), rest.first?.isLetter == true {
                let name = String(rest[..<open])
                let ordinal = counts["\(thread) \(name)", default: 0] + 1
                counts["\(thread) \(name)"] = ordinal
                let place = Self.place(of: name, String(rest), library)
                calls.append(Call(thread: thread, name: name, ordinal: ordinal, place: place))
            }
            if line.hasSuffix("(INJECTED)") {
                failures += calls.last { $0.thread == thread }.map { [$0] } ?? []
            }
        }
        self.calls = calls
        self.failures = failures
        wasKilled = text.contains("+++ killed by SIGKILL +++")
    }

    /// The call that was made to fail: that of the thread which does the work, if it is one of them.
    var failed: Call? { failures.first { $0.thread == worker } ?? failures.first }

    /// The call at which the process was killed.
    func killed(at point: TracePoint) -> Call? {
        guard wasKilled else { return nil }
        return calls.last { $0.name == point.call && $0.ordinal == point.ordinal }
    }

    /// The calls of one thread.
    func calls(of thread: String?) -> [Call] { calls.filter { $0.thread == thread } }

    /// The thread that does the work: the first that has to do with the library once it is open.
    var worker: String? { calls.first { !$0.place.isEmpty }?.thread }

    /// Each call's place with its number among those of this place, such as `fsync objects/* #2`.
    var numberedPlaces: [String] { numberedCalls.map(\.name) }

    /// The same of one call.
    func number(of call: Call) -> String? {
        numberedCalls.last { entry in
            entry.call.thread == call.thread && entry.call.name == call.name
                && entry.call.ordinal == call.ordinal
        }?.name
    }

    private var numberedCalls: [(call: Call, name: String)] {
        var counts: [String: Int] = [:]
        return calls.filter { !$0.place.isEmpty }.map { call in
            counts[call.place, default: 0] += 1
            return (call, "\(call.place) #\(counts[call.place] ?? 0)")
        }
    }

    /// What a call works on; nothing for what has nothing to do with the library or the service.
    private static func place(of name: String, _ line: String, _ library: String) -> String {
        if let found = line.firstRange(of: library) {
            let path = line[found.upperBound...].prefix { $0 != "\"" && $0 != ">" }
            return "\(name) \(general(path))"
        }
        return ["connect", "sendto", "sendmsg"].contains(name) ? "\(name) a socket" : ""
    }

    /// A path below the library with its digests and ids left out.
    private static func general(_ path: Substring) -> String {
        let parts = path.split(separator: "/").map { part -> String in
            let stem = part.prefix { $0 != "." }
            if stem.count < 30, part != path.split(separator: "/").last || stem.count > 2 {
                return String(part)
            }
            return "*" + part.dropFirst(stem.count)
        }
        return parts.isEmpty ? "the folder" : parts.joined(separator: "/")
    }
}
