package import SoraModel
package import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Measures media files in `soralib-media` processes: a crash or a hang there costs one answer and nothing here.
///
/// Workers start when there is work, one for each file that is measured at the same
/// time up to `count`, and live on for the next files. A worker that fails is
/// replaced; a file that three workers failed on is `unprobed`. One that fails before it has a file fails
/// for a reason of the machine's, and no file is blamed.
///
/// ```swift
/// let workers = MediaWorkers(helper: try HelperLocator().path(of: "soralib-media"))
/// let outcome = await workers.probe("clip.mp4")
/// await workers.shutdown()
/// ```
package final class MediaWorkers: MediaProbing {
    private let slots: [WorkerSlot]
    let pool: SlotPool

    /// Makes a pool; no process is started yet.
    ///
    /// - Parameters:
    ///   - helper: the file of `soralib-media`.
    ///   - isDeep: whether its workers can decode, which takes longer to start.
    ///   - count: the most workers at a time; without it, one for each processor core.
    ///   - limits: how long a worker may take.
    ///   - files: the file system.
    package init(
        helper: String, isDeep: Bool = false, count: Int? = nil,
        limits: WorkerLimits = WorkerLimits(),
        files: FileSystem = FileSystem()
    ) {
        slots = (1...max(1, count ?? Self.cores)).map {
            WorkerSlot(
                number: $0, helper: helper, isDeep: isDeep, limits: limits, files: files)
        }
        pool = SlotPool(slots)
    }

    /// Measures one file; when the task is cancelled, it is `unprobed` within about 0.1 seconds.
    package func probe(_ path: String) async -> ProbeOutcome {
        await ask(WorkerQuestion(), about: [path])[0].outcome
    }

    /// Measures one file and decodes every frame of it; for a pool that was made for that.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - progress: is told how many bytes of it are done, now and then, on a thread of the worker's.
    /// - Returns: what was found; when the task is cancelled, that nothing can be said, within about 0.1 seconds.
    package func decode(
        _ path: String, progress: (@Sendable (Int64) -> Void)? = nil
    ) async -> DeepOutcome {
        await ask(WorkerQuestion(isDeep: true, progress: progress), about: [path])[0]
    }

    private func ask(_ question: WorkerQuestion, about paths: [String]) async -> [DeepOutcome] {
        let slot = await pool.take()
        let outcomes = await slot.ask(question, about: paths)
        await pool.giveBack(slot)
        return outcomes
    }

    /// Starts a worker afresh, and gives what it says of itself.
    ///
    /// - Throws: `SoraError` with code `unfit_helper` when it cannot work here.
    package func greeting() async throws(SoraError) -> WorkerGreeting {
        let slot = await pool.take()
        let result = await slot.greet()
        await pool.giveBack(slot)
        switch result {
        case .success(let greeting): return greeting
        case .failure(let failure):
            throw ProbeOutcome.error(impossible: "the prober \(failure.words)")
        }
    }

    /// Measures many files at the same time and hands over the outcomes in the order of the paths.
    ///
    /// At most 16 files a worker are under way or wait to be handed over, so that
    /// memory stays bounded for any number of paths.
    ///
    /// - Parameters:
    ///   - paths: the files; read as far as work goes on.
    ///   - receive: takes each path with its outcome.
    /// - Throws: what `receive` throws; no further file is started then.
    package func probeAll(
        _ paths: some Sequence<String>, _ receive: (String, ProbeOutcome) async throws -> Void
    ) async throws {
        try await each(
            of: paths, atOnce: 8,
            { await self.ask(WorkerQuestion(), about: $0).map(\.outcome) }, receive)
    }

    /// Decodes many files at the same time, and hands over as `probeAll` does.
    ///
    /// - Parameters:
    ///   - paths: the files.
    ///   - progress: is told how many bytes of a file are done.
    ///   - receive: takes each path with its outcome.
    /// - Throws: what `receive` throws.
    package func decodeAll(
        _ paths: some Sequence<String>, progress: @escaping @Sendable (String, Int64) -> Void,
        _ receive: (String, DeepOutcome) async throws -> Void
    ) async throws {
        try await each(
            of: paths, atOnce: 1,
            { paths in
                await self.ask(
                    WorkerQuestion(isDeep: true) { progress(paths[0], $0) }, about: paths)
            }, receive)
    }

    /// Does work on many files, and hands over what came of it in their order.
    ///
    /// A worker takes several files at once, for going from thread to thread takes about as long as reading
    /// the headers of a clip; a few files are spread over all workers.
    private func each<Outcome: Sendable>(
        of paths: some Sequence<String>, atOnce most: Int,
        _ work: @escaping @Sendable ([String]) async -> [Outcome],
        _ receive: (String, Outcome) async throws -> Void
    ) async throws {
        let window = slots.count * 16
        var rest = paths.makeIterator()
        try await withThrowingTaskGroup(of: (Int, [Outcome]).self) { group in
            var pending: [Int: (path: String, outcome: Outcome?)] = [:]
            var started = 0
            var delivered = 0
            while true {
                while pending.count < window {
                    let first = started
                    let size = min(
                        most, 1 + first / (slots.count * 4), window - pending.count)
                    var batch: [String] = []
                    while batch.count < size, let path = rest.next() {
                        pending[started] = (path, nil)
                        batch.append(path)
                        started += 1
                    }
                    if batch.isEmpty { break }
                    group.addTask { [batch] in (first, await work(batch)) }
                }
                guard let (first, outcomes) = try await group.next() else { return }
                for (number, outcome) in outcomes.enumerated() {
                    pending[first + number]?.outcome = outcome
                }
                while let (path, outcome) = pending[delivered], let outcome {
                    pending[delivered] = nil
                    delivered += 1
                    try await receive(path, outcome)
                }
            }
        }
    }

    /// Ends the workers, after the files that are under way; a later probe starts new ones.
    package func shutdown() async {
        for slot in slots { await slot.stop() }
    }

    /// How many processor cores there are.
    package static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }
}
