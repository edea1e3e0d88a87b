import SoraMedia
package import SoraModel
import SoraSystem

/// Measures files outside of any library.
package enum MediaProbes {
    /// Measures files and hands over what was measured, in their order.
    ///
    /// A file of which nothing can be said is not ok, with the reason among its problems.
    ///
    /// - Parameters:
    ///   - paths: the files, as they were typed.
    ///   - context: the world around.
    ///   - receive: takes each probe; its path is as it was typed.
    /// - Throws: `SoraError` with code `missing_helper` or `unfit_helper`; what `receive` throws.
    package static func run(
        _ paths: [String], context: LibraryContext,
        _ receive: @escaping (MediaProbe) async throws -> Void
    ) async throws {
        let workers = MediaWorkers(
            helper: try context.helpers.path(of: "soralib-media"), files: context.system.files)
        var typed = paths.makeIterator()
        do {
            try await workers.probeAll(paths.map(context.absolute)) { path, outcome in
                let name = typed.next() ?? path
                switch outcome {
                case .measured(var probe):
                    probe.path = name
                    try await receive(probe)
                case .unprobed(let reason):
                    try await receive(MediaProbe(path: name, ok: false, problems: [reason]))
                case .impossible(let reason):
                    throw ProbeOutcome.error(impossible: reason)
                }
            }
        } catch {
            await workers.shutdown()
            throw error
        }
        await workers.shutdown()
    }
}
