import SoraMedia
import SoraModel

/// Decodes one file in a worker of its own; one of which nothing can be said is a failure of the test.
func decode(_ path: String) async throws -> (probe: MediaProbe, report: DeepReport?) {
    let workers = MediaWorkers(helper: try builtHelper(), isDeep: true, count: 1)
    let outcome = await workers.decode(path)
    await workers.shutdown()
    return (try measured(outcome.outcome), outcome.report)
}

extension DeepReport {
    var codes: [ReasonCode] { problems.map(\.code) }
}
