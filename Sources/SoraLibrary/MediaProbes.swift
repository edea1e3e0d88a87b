import SoraMedia
package import SoraModel
import SoraSystem
import Synchronization

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
                try await receive(Self.probe(outcome, of: typed.next() ?? path))
            }
        } catch {
            await workers.shutdown()
            throw error
        }
        await workers.shutdown()
    }

    /// Measures files, decodes every frame of them, and hands over what was found, in their order.
    ///
    /// - Parameters:
    ///   - paths: the files, as they were typed.
    ///   - context: the world around.
    ///   - progress: is told how many bytes of all of them are done; on any thread.
    ///   - receive: takes each probe, and what was found by decoding unless the headers have a problem.
    ///     What decoding finds wrong is among the problems of the probe.
    /// - Throws: as `run` does.
    package static func decode(
        _ paths: [String], context: LibraryContext,
        progress: @escaping @Sendable (_ done: Int64) -> Void,
        _ receive: @escaping (MediaProbe, DeepReport?) async throws -> Void
    ) async throws {
        let workers = MediaWorkers(
            helper: try context.helpers.path(of: "soralib-media"), isDeep: true,
            files: context.system.files)
        let done = Mutex<[String: Int64]>([:])
        var typed = paths.makeIterator()
        do {
            try await workers.decodeAll(
                paths.map(context.absolute),
                progress: { path, bytes in
                    progress(
                        done.withLock {
                            $0[path] = bytes
                            return $0.values.reduce(0, +)
                        })
                }
            ) { path, outcome in
                var probe = try Self.probe(outcome.outcome, of: typed.next() ?? path)
                if let problems = outcome.report?.problems, !problems.isEmpty {
                    probe.ok = false
                    probe.problems += problems.map(\.words)
                }
                try await receive(probe, outcome.report)
            }
        } catch {
            await workers.shutdown()
            throw error
        }
        await workers.shutdown()
    }

    private static func probe(_ outcome: ProbeOutcome, of name: String) throws -> MediaProbe {
        switch outcome {
        case .measured(var probe):
            probe.path = name
            return probe
        case .unprobed(let reason):
            return MediaProbe(path: name, ok: false, problems: [reason])
        case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
        }
    }
}
