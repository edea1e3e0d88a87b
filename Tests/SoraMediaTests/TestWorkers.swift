import SoraMedia
import SoraModel
import SoraSystem
import Testing

/// The built `soralib-media`, which lies beside the tests.
func builtHelper() throws -> String {
    try HelperLocator().path(of: "soralib-media")
}

/// Measures one file in a worker of its own.
func measure(_ path: String) async throws -> MediaProbe {
    let workers = MediaWorkers(helper: try builtHelper(), count: 1)
    let outcome = await workers.probe(path)
    await workers.shutdown()
    return try measured(outcome)
}

/// What was measured; an unprobed file is a failure of the test.
func measured(_ outcome: ProbeOutcome) throws -> MediaProbe {
    guard case .measured(let probe) = outcome else {
        throw Unmeasured(outcome: outcome)
    }
    return probe
}

struct Unmeasured: Error {
    let outcome: ProbeOutcome
}
