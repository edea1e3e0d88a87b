import SoraSystem

/// Random kills of random libraries.
struct RandomProgramme: Sendable {
    let programs: Programs
    let options: TortureOptions

    var numbers: [Int] { options.onlyRun.map { [$0] } ?? Array(0..<options.runs) }

    /// Makes one run and judges it.
    func run(_ number: Int) throws -> RunResult {
        let scenario = Scenario(
            seed: options.seed, run: number,
            serviceOptions: options.faults.map { ["--faults", $0] } ?? [])
        let folder = try RunFolder.make("random-\(options.seed)-\(number)", in: options.folder)
        try FileTree.write(scenario.description + "\n", to: "\(folder.path)/scenario")
        let workshop = try Workshop(
            programs, folder: folder, plans: scenario.tasks,
            serviceOptions: scenario.serviceOptions)
        if options.faults != nil { workshop.noteFault() }
        let performance = Performance(workshop: workshop)
        for step in scenario.steps { try performance.perform(step) }
        _ = try workshop.recover()
        return RunResult(
            judgement: try workshop.judge(plans: scenario.tasks), kills: workshop.kills,
            story: "replay: soralib-torture --seed \(options.seed) --run \(number)\n\(scenario)",
            folder: folder)
    }
}
