import SoraSystem

/// Runs a sync below strace.
struct Tracer: Sendable {
    let programs: Programs
    /// The program `strace`.
    let strace: String
    let options: TortureOptions

    /// One clip that is cut once, so that a download is resumed too.
    static let plans = [TaskPlan("strace [[cut 1]]")]

    /// How long soralib is held until strace is there, in milliseconds.
    private static let hold = 400
    /// Where a sync has opened the library and is about to submit.
    private static let opened = PlannedFault(.beforeIntent, .delay(hold))

    /// Records what a sync calls.
    func record(_ number: Int, _ mode: TracePoint.Mode) throws -> TraceLog {
        let (workshop, log) = try trace("record-\(mode.rawValue)-\(number)", mode)
        workshop.service.kill()
        guard workshop.firstSyncEnding == "0" else {
            throw TortureError(
                "a traced sync ended with \(workshop.firstSyncEnding); see \(workshop.folder.path)")
        }
        if !options.keepsAll { try FileTree.remove(workshop.folder.path) }
        return log
    }

    /// Runs a sync, with a fault at a call or without.
    func trace(
        _ name: String, _ mode: TracePoint.Mode, processor: Int = 0, injecting words: [String] = []
    ) throws -> (Workshop, TraceLog) {
        let folder = try RunFolder.make(name, in: options.folder)
        let workshop = try Workshop(programs, folder: folder, plans: Self.plans)
        let output = "\(folder.path)/trace"
        let tracing =
            [strace, "-f", "-y", "-o", output, "-e"]
            + ["trace=" + TracePoint.killed.joined(separator: ",")] + words
        let pin = [programs.taskset ?? "taskset", "-c", "\(processor)"]
        switch mode {
        case .start: try workshop.finish(try workshop.startSync(tracer: pin + tracing))
        case .free: try workshop.finish(try workshop.startSync(tracer: tracing))
        case .attached:
            let sync = try workshop.startSync(with: [Self.opened], tracer: pin)
            while try !sync.wait(until: sync.age + 5), !sync.reached(Self.opened.point) {}
            // taskset becomes soralib, and keeps its number.
            let tracer = try Command(
                strace, tracing.dropFirst() + ["-p", "\(sync.identifier)"],
                environment: Environment.plain, log: "\(folder.logs)/strace", key: workshop.key)
            try workshop.finish(sync)
            try workshop.finish(tracer)
        }
        return (workshop, TraceLog(FileTree.text(of: output), library: folder.library))
    }
}
