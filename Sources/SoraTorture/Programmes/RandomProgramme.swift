import SoraSystem

/// Random kills of random libraries.
struct RandomProgramme: Sendable {
    let programs: Programs
    let options: TortureOptions

    var numbers: [Int] { options.onlyRun.map { [$0] } ?? Array(0..<options.runs) }

    /// Makes one run and judges it.
    func run(_ number: Int) throws -> RunResult {
        try run(
            Scenario(seed: options.seed, run: number), "random-\(options.seed)-\(number)",
            replay: "--seed \(options.seed) --run \(number)")
    }

    /// Does what a scenario says and judges what is left.
    ///
    /// - Parameters:
    ///   - scenario: what is done.
    ///   - name: the name of its folder.
    ///   - replay: the words that repeat it.
    /// - Returns: what came of it.
    /// - Throws: an error when the harness cannot work.
    func run(_ scenario: Scenario, _ name: String, replay: String) throws -> RunResult {
        let folder = try RunFolder.make(name, in: options.folder)
        try FileTree.write(scenario.description + "\n", to: "\(folder.path)/scenario")
        let script =
            scenario.rules.isEmpty
            ? nil
            : ConnectionFaults.script(
                scenario.rules, seed: options.seed, witness: Witness.shared.port)
        let workshop = try Workshop(
            programs, folder: folder, plans: scenario.tasks(before: 0), script: script,
            isEncrypted: scenario.isEncrypted, canary: options.canary)
        let performance = Performance(workshop: workshop)
        for (number, step) in scenario.steps.enumerated() {
            if number > 0 { try workshop.queue(scenario.tasks(before: number)) }
            try performance.perform(step)
        }
        _ = try workshop.recover()
        return RunResult(
            judgement: try workshop.judge(plans: scenario.tasks), kills: workshop.kills,
            planned: workshop.planned, reached: workshop.reached,
            story: "replay: soralib-torture \(replay)\(options.canaryWords)\n\(scenario)",
            folder: folder)
    }
}
