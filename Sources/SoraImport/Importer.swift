package import SoraCatalog
package import SoraMedia
import SoraModel
import SoraSystem

/// Brings files into the library: each is copied and hashed in one reading, synced, measured, given its
/// place among the originals, and only then told to the catalogue.
///
/// Files go in batches, so that a thousand small ones do not cost a thousand syncs of each folder. What was
/// committed stays; an import that was cut off is gone on with by the next one, to which what is there
/// already is a duplicate.
package struct Importer {
    private let request: ImportRequest
    private let catalog: Catalog
    private let prober: any MediaProbing
    private let isStopped: @Sendable () -> Bool
    private let tell: @Sendable (ImportEvent) -> Void

    /// The most files of a batch, and the size from which on it is full.
    private static let batch = (files: 32, bytes: Int64(256 << 20))
    /// How many files are taken in at the same time: while some wait for the disk, others are hashed.
    private static let laneCount = 4
    private let lanes = (1...Self.laneCount).map(Lane.init)

    /// Prepares an import.
    ///
    /// - Parameters:
    ///   - request: what to import, and how.
    ///   - catalog: the catalogue of the library.
    ///   - prober: what measures files.
    ///   - isStopped: asked often; when true, the import ends in good order.
    ///   - tell: is told what happens.
    package init(
        _ request: ImportRequest, into catalog: Catalog, prober: any MediaProbing,
        isStopped: @escaping @Sendable () -> Bool = { false },
        tell: @escaping @Sendable (ImportEvent) -> Void = { _ in }
    ) {
        self.request = request
        self.catalog = catalog
        self.prober = prober
        self.isStopped = isStopped
        self.tell = tell
    }

    private var files: FileSystem { catalog.system.files }

    /// Imports.
    ///
    /// - Returns: what was done, or with `isDryRun` would be; `ending` says why it ended early.
    /// - Throws: `SoraError`: `locked` when another import runs; `cannot_write`, `io_error`.
    package func run() async throws -> ImportSummary {
        do {
            if request.isDryRun { return try await importAll() }
            guard
                let lock = try FileLock.tryTaking(catalog.folder.importLock, files: files)
            else {
                throw SoraError(
                    .locked, "another import into \(catalog.folder.path) is running",
                    hint: "try again when it is done")
            }
            try removeLeftovers()
            let summary = try await importAll()
            try catalog.checkpoint()
            _ = consume lock
            return summary
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// Removes the copies of an import that was killed; while the lock is held there are no others.
    private func removeLeftovers() throws {
        for name in try files.names(in: catalog.folder.incoming)
        where name.hasPrefix(Intake.prefix) && name.hasSuffix(Intake.suffix) {
            try files.remove("\(catalog.folder.incoming)/\(name)")
        }
    }

    private func importAll() async throws -> ImportSummary {
        var walk = ImportWalk(
            request.paths, avoiding: files.absolutePath(of: catalog.folder.path) ?? "",
            files: files, tell: tell)
        var shelf = ImportShelf(request: request, catalog: catalog, tell: tell)
        let intake = Intake(
            catalog: catalog, samples: SampleIndex(catalog), prober: prober,
            isDryRun: request.isDryRun, isInPlace: request.isInPlace, isStopped: isStopped,
            tell: tell)
        var taken = await take(candidates(of: &walk, &shelf), with: intake)
        while !taken.isEmpty {
            // While this batch gets its place and its rows, the next is read; but none after the last.
            let next =
                taken.contains(where: \.isLast) ? [] : candidates(of: &walk, &shelf)
            async let ahead = take(next, with: intake)
            do {
                try shelf.put(taken)
            } catch let error as SystemError {
                shelf.summary.ending = error.forPeople
            } catch let error as SoraError {
                shelf.summary.ending = error
            }
            taken = await ahead
            if shelf.summary.ending != nil { break }
        }
        // What was read ahead of an ending is in nobody's way; where not even this can be done, the next import does.
        if shelf.summary.ending != nil, !request.isDryRun { try? removeLeftovers() }
        return shelf.summary
    }

    /// The files of the next batch; none when there are no more, or the import is to end.
    private func candidates(of walk: inout ImportWalk, _ shelf: inout ImportShelf) -> [Candidate] {
        var candidates: [Candidate] = []
        var bytes: Int64 = 0
        while candidates.count < Self.batch.files, bytes < Self.batch.bytes {
            if isStopped() {
                shelf.summary.ending =
                    shelf.summary.ending
                    ?? SoraError(.interrupted, "interrupted; the next import goes on")
                break
            }
            guard let found = walk.next() else { break }
            switch found {
            case .success(let candidate):
                candidates.append(candidate)
                bytes += candidate.bytes
            case .failure(let failure): shelf.fail(failure)
            }
        }
        return candidates
    }

    /// Takes files in, each lane one after another; once one cannot be written, no further one is begun.
    private func take(_ candidates: [Candidate], with intake: Intake) async -> [Taken] {
        let queue = CandidateQueue(candidates)
        return await withTaskGroup(of: [(Int, Taken)].self) { group in
            for lane in lanes.prefix(candidates.count) {
                group.addTask {
                    var taken: [(Int, Taken)] = []
                    while let (number, candidate) = queue.next() {
                        let outcome = await intake.take(candidate, on: lane)
                        taken.append((number, outcome))
                        if outcome.isLast { queue.end() }
                    }
                    return taken
                }
            }
            var all: [(Int, Taken)] = []
            for await taken in group { all += taken }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
