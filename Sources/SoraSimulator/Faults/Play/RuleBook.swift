import Synchronization

/// Decides which fault is played when, and writes down what was played.
final class RuleBook: Sendable {
    let script: FaultScript
    private let log: FaultLog?
    private let counts: Mutex<[Count]>

    /// What a rule has seen.
    private struct Count {
        /// How many requests or connections met its condition.
        var met = 0
        var played = 0
        /// How many words of a list of statuses each task was told.
        var told: [String: Int] = [:]
    }

    init(_ script: FaultScript, log: FaultLog?) {
        self.script = script
        self.log = log
        counts = Mutex(Array(repeating: Count(), count: script.rules.count))
    }

    /// The rule to play for a request: the first whose condition holds and that is not used up.
    func rule(for request: PumpedRequest) -> FaultRule? {
        choose { rule in rule.action != .refuse && rule.when.holds(for: request) }
    }

    /// Whether a connection is refused.
    ///
    /// - Parameters:
    ///   - connection: its number.
    ///   - isForResults: whether it is one to the port of results.
    /// - Returns: whether it is.
    func refuses(connection: Int, isForResults: Bool) -> Bool {
        let rule = choose { rule in
            rule.action == .refuse && rule.when.isForResults == isForResults
                && (rule.when.connection == nil || rule.when.connection == connection)
        }
        guard let rule else { return false }
        record(FaultRecord(rule: rule.name, action: "refuse", connection: connection))
        return true
    }

    /// The next word that a task is told by a rule, or nil when all were told.
    func nextStatus(_ words: [String], of rule: FaultRule, to task: String) -> String? {
        counts.withLock { counts in
            let told = counts[rule.index].told[task, default: 0]
            counts[rule.index].told[task] = told + 1
            return told < words.count ? words[told] : nil
        }
    }

    func record(_ record: FaultRecord) { log?.write(record) }

    func record(_ fault: TLSFault, connection: Int) {
        record(FaultRecord(rule: "tls", action: fault.rawValue, connection: connection))
    }

    /// Counts for every rule, also behind the one that is chosen, so that no rule moves another.
    private func choose(where holds: (FaultRule) -> Bool) -> FaultRule? {
        let met = script.rules.map(holds)
        return counts.withLock { counts in
            var chosen: Int?
            for (index, rule) in script.rules.enumerated() where met[index] {
                counts[index].met += 1
                guard chosen == nil, rule.when.nth.map({ $0 == counts[index].met }) ?? true,
                    rule.times.map({ counts[index].played < $0 }) ?? true,
                    rule.when.chance.map({ draw(index, counts[index].met) < $0 }) ?? true
                else { continue }
                counts[index].played += 1
                chosen = index
            }
            return chosen.map { script.rules[$0] }
        }
    }

    /// A number from 0 to 1 that follows from the seed, the rule and the count alone (SplitMix64).
    private func draw(_ rule: Int, _ count: Int) -> Double {
        var value = script.seed &+ UInt64(rule) &* 0xd1b5_4a32_d192_ed03
        value &+= UInt64(count) &* 0x9e37_79b9_7f4a_7c15
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((value ^ (value >> 31)) >> 11) / 9_007_199_254_740_992
    }
}
