import SoraCatalog
package import SoraImport
import SoraMedia
import SoraModel
import SoraSystem

extension Library {
    /// Brings files and what folders hold into the library.
    ///
    /// - Parameters:
    ///   - paths: files and folders, as they were typed.
    ///   - options: how.
    ///   - isStopped: asked often; when true, the import ends in good order.
    ///   - tell: is told what happens.
    /// - Returns: what was done; `ending` says why it ended early.
    /// - Throws: one `SoraError` with everything that is wrong with what was asked: `not_found`,
    ///   `invalid`; `locked` when another import runs, `missing_helper`, `cannot_write`.
    package func importClips(
        _ paths: [String], options: ImportOptions,
        isStopped: @escaping @Sendable () -> Bool = { false },
        tell: @escaping @Sendable (ImportEvent) -> Void = { _ in }
    ) async throws -> ImportSummary {
        let request = try importRequest(paths, options)
        let workers = try mediaWorkers()
        let importer = Importer(
            request, into: catalog, prober: workers, isStopped: isStopped, tell: tell)
        do {
            let summary = try await importer.run()
            await workers.shutdown()
            return summary
        } catch {
            await workers.shutdown()
            throw error
        }
    }

    private func importRequest(
        _ paths: [String], _ options: ImportOptions
    ) throws -> ImportRequest {
        var problems = options.tags.compactMap(TextRules.problem(withTag:))
        if let title = options.title {
            problems += [TextRules.problem(withTitle: title)].compactMap(\.self)
            if paths.count != 1 || kind(of: paths[0]) == .folder {
                problems.append("--title is for one file")
            }
        }
        var missing: [String] = []
        for path in paths + options.sidecars where kind(of: path) == nil {
            missing.append("there is no file or folder \(path)")
        }
        var collections: [Int64] = []
        for name in options.collections {
            do {
                collections.append(try listCollection(named: name).id)
            } catch let error as SoraError where error.code == .notFound {
                missing.append(error.message)
            } catch let error as SoraError {
                problems += error.eachProblem
            }
        }
        guard problems.isEmpty, missing.isEmpty else {
            throw SoraError.all(
                problems + missing, of: "the import",
                code: problems.isEmpty ? .notFound : .invalid, hint: "nothing was imported")
        }
        var request = ImportRequest(paths: paths.map { ($0, context.absolute($0)) })
        request.moves = options.moves
        request.isInPlace = options.isInPlace
        request.title = options.title
        request.standard.provider = options.provider
        request.standard.model = options.model
        request.tags = options.tags
        request.collections = collections
        request.sidecars = options.sidecars.map(context.absolute)
        request.isDryRun = options.isDryRun
        return request
    }

    /// What a path leads to, or `nil` where there is nothing; what cannot be looked at counts as a file,
    /// for the import tells why.
    private func kind(of path: String) -> FileStatus.Kind? {
        do {
            return try context.system.files.status(
                of: context.absolute(path), followingLinks: true)?.kind
        } catch {
            return .file
        }
    }
}
