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
        #expect(scenarios.count { $0.kills > 0 } > 150)
        for delivery in [TaskPlan.Delivery.clip, .page, .failure, .refusal] {
            #expect(scenarios.flatMap(\.tasks).contains { $0.delivery == delivery })
        }
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
    }

    @Test(arguments: [
        ["--seed"], ["--seed", "x"], ["--runs", "-1"], ["--only", "all"], ["--point", "kill:9"],
        ["wrong", "1"],
    ])
    func `refuses what it does not know`(words: [String]) {
        #expect(throws: TortureError.self) { try TortureOptions.parsed(words) }
    }
}
