import SoraCatalog
import SoraMedia
import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes one file in: looks at it, copies it to `incoming/` while its digest is made, has it measured.
///
/// Several work at the same time; the catalogue is only asked, never told.
struct Intake: Sendable {
    let catalog: Catalog
    let samples: SampleIndex
    let prober: any MediaProbing
    let isDryRun: Bool
    let isInPlace: Bool
    let isStopped: @Sendable () -> Bool
    let tell: @Sendable (ImportEvent) -> Void

    /// How the names of copies in `incoming/` begin and end.
    static let prefix = "import-"
    static let suffix = ".part"

    private var files: FileSystem { catalog.system.files }

    /// Takes a file in.
    ///
    /// - Parameters:
    ///   - candidate: the file.
    ///   - lane: where it is read and written.
    /// - Returns: what came of it.
    func take(_ candidate: Candidate, on lane: Lane) async -> Taken {
        let path =
            "\(catalog.folder.incoming)/"
            + "\(Self.prefix)\(catalog.system.newUID().text)\(Self.suffix)"
        do {
            switch try await lane.run({ try copy(candidate, to: path) }) {
            case .copied(let original): return try await measure(original, at: path)
            case .taken(let taken): return taken
            case .strange:
                throw ImportFailure(candidate.path, "not_media", await likeness(of: candidate))
            }
        } catch {
            try? files.remove(path)
            switch error {
            case let failure as ImportFailure: return .failed(failure)
            // What is wrong with this file is no reason to leave the others.
            case let error as SystemError where error.path == candidate.absolute:
                return .failed(ImportFailure(candidate.path, error))
            case let error as SystemError: return .stopped(error.forPeople)
            case let error as SoraError: return .stopped(error)
            default: return .stopped(SoraError(.failed, "\(error)"))
            }
        }
    }

    /// How far a file came by reading and writing alone.
    private enum Progress: Sendable {
        /// Its bytes are in `incoming/` and synced.
        case copied(Original)
        /// No more needs to be done.
        case taken(Taken)
        /// It does not begin as a clip does.
        case strange
    }

    private func copy(_ candidate: Candidate, to path: String) throws -> Progress {
        try checkStop()
        let source = try files.open(candidate.absolute, .read)
        let status = try files.status(of: source)
        guard status.kind == .file else {
            throw ImportFailure(
                candidate.path, "not_a_file", "it is a folder, a pipe, a socket or a device")
        }
        guard status.bytes > 0 else {
            throw ImportFailure(candidate.path, "empty", "the file is empty")
        }
        let start = try files.read(source, at: 0, count: 64)
        guard MediaSignature.matches(start) == true else { return .strange }
        func original(_ digest: String) -> Original {
            Original(
                candidate: candidate,
                stored: StoredFile(
                    sha256: digest, fileExtension: MediaSignature.fileExtension(start),
                    bytes: status.bytes), status: status)
        }
        if try isDryRun || samples.hasLike(source, bytes: status.bytes) {
            let digest = try self.digest(of: source, bytes: status.bytes, candidate)
            let original = original(digest)
            if let video = try catalog.video(withFile: digest), try isStored(original.stored) {
                return .taken(.known(original, video: video))
            }
            if isDryRun { return .taken(.wanted(original)) }
        }
        let digest: String
        let target: OpenFile
        if isInPlace {
            try link(candidate, to: path)
            target = try files.open(path, .read)
            digest = try self.digest(of: target, bytes: status.bytes, candidate)
        } else {
            target = try files.open(path, .createNew)
            digest = try copy(source, to: target, bytes: status.bytes, candidate)
        }
        let stored = try files.status(of: target)
        guard try files.status(of: source) == status, stored.bytes == status.bytes,
            !isInPlace || stored == status
        else {
            throw ImportFailure(
                candidate.path, "changed", "it changed while it was read: try again later")
        }
        try files.synchronize(target)
        try catalog.system.reach(.importCopied)
        return .copied(original(digest))
    }

    private func measure(_ original: Original, at path: String) async throws -> Taken {
        let measured: Measured
        switch await prober.probe(path) {
        case .measured(let probe):
            if probe.ok, probe.videoCodec == nil {
                throw ImportFailure(
                    original.candidate.path, "not_media", "it has no video track")
            }
            measured = Measured(probe, against: RequestedMedia())
        case .unprobed(let reason): measured = Measured(unprobed: reason)
        // Nothing was paid for here: better told than a library full of what nobody measured.
        case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
        }
        return .ready(Draft(original: original, path: path, measured: measured))
    }

    private func copy(
        _ source: borrowing OpenFile, to target: borrowing OpenFile, bytes: Int64,
        _ candidate: Candidate
    ) throws -> String {
        if try files.clone(source, to: target) {
            return try digest(of: target, bytes: bytes, candidate)
        }
        return try FileCopy(files: files, system: catalog.system) { bytes throws(SoraError) in
            tell(.read(bytes))
            try checkStop()
        }.copy(source, to: target, bytes: bytes)
    }

    /// Gives a file that stays where it is a further name; what speaks against that is told of the file.
    private func link(_ candidate: Candidate, to path: String) throws {
        let status = try files.status(of: candidate.absolute)
        guard status?.kind == .file else {
            throw ImportFailure(
                candidate.path, "link",
                "it is a link: name what it leads to, or leave out --in-place")
        }
        do {
            // Only an owner may make a file read-only, as originals are.
            guard geteuid() == 0 || status?.owner == geteuid() else {
                throw SystemError(EPERM, "link", candidate.absolute)
            }
            try files.makeHardLink(to: candidate.absolute, as: path)
        } catch let error as SystemError where error.isOtherDisk || error.isForbidden {
            throw ImportFailure(
                candidate.path, "other_disk",
                "it cannot stay in its place (\(error.reason)): that needs the library's own disk, "
                    + "one that has hard links, and a file of yours; leave out --in-place")
        }
    }

    /// Whether the file of a known digest is where it should be.
    private func isStored(_ stored: StoredFile) throws -> Bool {
        let path = catalog.folder.object(stored.sha256, stored.fileExtension)
        let status = try files.status(of: path)
        return status?.kind == .file && status?.bytes == stored.bytes
    }

    private func digest(
        of file: borrowing OpenFile, bytes: Int64, _ candidate: Candidate
    ) throws -> String {
        var hash = try SHA256.begin()
        var offset: Int64 = 0
        while offset <= bytes {
            let part = try files.read(file, at: offset, count: 1 << 20)
            if part.isEmpty { break }
            hash.update(part)
            offset += Int64(part.count)
            tell(.read(Int64(part.count)))
            try checkStop()
        }
        guard offset == bytes else {
            throw ImportFailure(
                candidate.path, "changed", "it changed while it was read: try again later")
        }
        return hash.finish()
    }

    /// What a file looks like that does not begin as a clip does.
    private func likeness(of candidate: Candidate) async -> String {
        guard case .measured(let probe) = await prober.probe(candidate.absolute) else {
            return "it does not begin as a video file does"
        }
        if probe.ok { return "it is an image: add it with `soralib image add`" }
        return probe.problems.first ?? "it does not begin as a video file does"
    }

    private func checkStop() throws(SoraError) {
        guard !isStopped() else {
            throw SoraError(
                .interrupted, "interrupted; what was imported stays, and the next import goes on")
        }
    }
}
