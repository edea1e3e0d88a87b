import Foundation
import SoraSystem
import Testing

@testable import SoraTorture

@Suite struct `A scenario` {
    @Test func `is the same each time that its seed and number are`() {
        let first = Scenario(seed: 3, run: 7)
        #expect(first.description == Scenario(seed: 3, run: 7).description)
        #expect(first.description != Scenario(seed: 3, run: 8).description)
        #expect(first.description != Scenario(seed: 4, run: 7).description)
    }

    @Test func `has prompts of its own, and something that goes wrong in most`() {
        let scenarios = (0..<200).map { Scenario(seed: 1, run: $0) }
        let prompts = scenarios.flatMap(\.tasks).map(\.prompt)
        #expect(Set(prompts).count == prompts.count)
        #expect(scenarios.allSatisfy { 1...4 ~= $0.tasks.count && !$0.steps.isEmpty })
        #expect(scenarios.count { $0.kills > 0 } > 140)
        for scenario in scenarios {
            let queued = scenario.steps.indices.flatMap { scenario.tasks(before: $0) }
            #expect(queued == scenario.tasks)
        }
        #expect(60...140 ~= scenarios.count { $0.isEncrypted })
        #expect(60...140 ~= scenarios.count { !$0.rules.isEmpty })
        for delivery in [TaskPlan.Delivery.clip, .page, .failure, .refusal] {
            #expect(scenarios.flatMap(\.tasks).contains { $0.delivery == delivery })
        }
    }
}

@Suite struct `A fault at a named moment` {
    @Test func `is written as it is read`() throws {
        for point in PointCase.singles + PointCase.pairs {
            #expect(PointCase(point.description) == point)
        }
        let late = try #require(PlannedFault("FP16:delay=150@3"))
        #expect(late == PlannedFault(.bodyPart, .delay(150), time: 3))
        #expect(late.setting == "FP16:delay=150@3")
        #expect(PlannedFault(.hashed, .lose).setting == "FP18:kill@1")
    }

    @Test(arguments: ["", "FP09", "FP99:kill", "FP09:burn", "FP09:kill@x", "FP09:kill,FP10"])
    func `is not read from anything else`(text: String) {
        #expect(PointCase(text) == nil)
    }

    @Test func `has a kind that is known of each outcome`() {
        func isKnown(_ text: String) -> Bool? { PointCase(text)?.isAlwaysKnown }
        #expect(isKnown("FP05:kill") == false)
        #expect(isKnown("FP05:eio") == true)
        #expect(isKnown("FP09:kill") == true)
        #expect(isKnown("FP09:lose") == false)
        #expect(isKnown("FP09:kill,FP27:kill") == false)
        #expect(isKnown("FP02:eio,FP09:kill") == false)
    }
}

@Suite struct `The documentation` {
    @Test func `names every moment at which a fault can be planned, and every planted bug`() throws
    {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/reliability.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for point in Failpoint.allCases { #expect(text.contains("| \(point.rawValue) | ")) }
        for canary in Canary.allCases { #expect(text.contains("| `\(canary.rawValue)` | ")) }
    }
}

@Suite struct `The faults of the connection` {
    @Test func `lead redirects to the witness`() {
        let script = ConnectionFaults.script(
            [#"{"action": "redirect", "to": "WITNESS"}"#], seed: 5, witness: 4711)
        #expect(script.contains(#""to": "http://127.0.0.1:4711/""#))
        #expect(script.contains(#""seed": 5"#))
    }
}

@Suite struct `The command line of the harness` {
    @Test func `chooses programmes, seeds and points`() throws {
        let options = try #require(
            try TortureOptions.parsed(["--seed", "9", "--runs", "5", "--only", "sync-race"]))
        #expect(options.seed == 9)
        #expect(options.runs == 5)
        #expect(options.programmes == [.race])
        let replay = try #require(try TortureOptions.parsed(["--seed", "9", "--run", "4"]))
        #expect(replay.programmes == [.random])
        #expect(replay.onlyRun == 4)
        let pairs = try #require(
            try TortureOptions.parsed(["--pairs", "all", "--canary", "lock-ignored"]))
        #expect(pairs.pairs == .max)
        #expect(pairs.canary == .lockIgnored)
    }

    @Test(arguments: [
        ["--seed"], ["--seed", "x"], ["--runs", "-1"], ["--only", "all"], ["--point", "kill:9"],
        ["wrong", "1"], ["--canary", "none"], ["--pairs", "some"],
    ])
    func `refuses what it does not know`(words: [String]) {
        #expect(throws: TortureError.self) { try TortureOptions.parsed(words) }
    }
}
