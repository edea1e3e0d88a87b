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
    /// How many files are taken in at the same time.
    private static let lanes = 4

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
        var isAtEnd = false
        while !isAtEnd, shelf.summary.ending == nil {
            var candidates: [Candidate] = []
            var bytes: Int64 = 0
            while candidates.count < Self.batch.files, bytes < Self.batch.bytes {
                guard let found = walk.next() else {
                    isAtEnd = true
                    break
                }
                switch found {
                case .success(let candidate):
                    candidates.append(candidate)
                    bytes += candidate.bytes
                case .failure(let failure): shelf.fail(failure)
                }
                if isStopped() { break }
            }
            if candidates.isEmpty, !isAtEnd, isStopped() {
                shelf.summary.ending = SoraError(
                    .interrupted, "interrupted; the next import goes on")
            }
            let taken = await take(candidates, with: intake)
            do {
                try shelf.put(taken)
            } catch let error as SystemError {
                shelf.summary.ending = error.forPeople
            } catch let error as SoraError {
                shelf.summary.ending = error
            }
        }
        return shelf.summary
    }

    /// Takes files in, several at a time; once one cannot be written, no further one is begun.
    private func take(_ candidates: [Candidate], with intake: Intake) async -> [Taken] {
        await withTaskGroup(of: (Int, Taken).self) { group in
            var taken: [Taken?] = Array(repeating: nil, count: candidates.count)
            var started = 0
            var isEnding = false
            while true {
                while !isEnding, started < candidates.count,
                    group.isEmpty || started - taken.count(where: { $0 != nil }) < Self.lanes
                {
                    let number = started
                    let candidate = candidates[number]
                    group.addTask { (number, await intake.take(candidate)) }
                    started += 1
                }
                guard let (number, outcome) = await group.next() else { break }
                taken[number] = outcome
                if case .stopped = outcome { isEnding = true }
            }
            return taken.compactMap { $0 }
        }
    }
}
