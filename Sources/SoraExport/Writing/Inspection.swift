import SoraSystem

/// Decides what is to be done with one file, by what is in its place.
struct Inspection {
    /// What is to be done.
    enum Action {
        /// It is as it should be.
        case keep(ExportedFile)
        /// Nothing is there.
        case write
        /// What is there was written by an earlier export, and is not what is wanted now.
        case replace(FileStatus)
        /// What is there is the user's.
        case leave(reason: String, record: ExportedFile?)
    }

    let files: FileSystem
    let link: LinkKind

    /// Decides for a file that is wanted.
    func action(
        for draft: Draft, _ known: FolderContents.Known?, in tree: FolderTree?
    ) throws -> Action {
        guard let tree, let status = try tree.status(of: draft.path) else { return .write }
        let record = known?.records.first
        if let done = known?.done, done.matches(status) {
            return isWanted(done, draft) ? .keep(done) : .replace(status)
        }
        let edited = Action.leave(
            reason: "\(draft.path) was changed since it was exported, and is left as it is: "
                + "rename or remove it, and export again", record: known?.done ?? record)
        guard let record else {
            return .leave(reason: "the name \(draft.path) is taken", record: nil)
        }
        switch try origin(of: draft.path, status, known, in: tree) {
        case .none: return edited
        case .some(let sha256):
            let now = draft.record(modified: status.exportTime, link: record.link)
            return sha256 == draft.sha256 && isWanted(now, draft) ? .keep(now) : .replace(status)
        }
    }

    /// What is left of a file that is no longer wanted: its record, or `nil` where it is gone or the
    /// user's by now.
    func stale(
        _ path: ExportPath, _ known: FolderContents.Known, in tree: FolderTree
    ) throws -> ExportedFile? {
        guard let status = try tree.status(of: path) else { return nil }
        if let done = known.done, done.matches(status) { return done }
        guard let sha256 = try origin(of: path, status, known, in: tree) else { return nil }
        let records = known.records
        guard var record = records.first(where: { $0.sha256 == sha256 }) else { return nil }
        record.modified = status.exportTime
        return record
    }

    /// The digest of what is there, where soralib wrote it: it was touched or copied since, or the
    /// export that wrote it was cut off before it could record it.
    private func origin(
        of path: ExportPath, _ status: FileStatus, _ known: FolderContents.Known?,
        in tree: FolderTree
    ) throws -> String? {
        guard let level = try tree.level(of: path.folder) else { return nil }
        let records = known?.records ?? []
        if status.kind == .link {
            guard let target = try files.target(ofLink: path.name, in: level.folder) else {
                return nil
            }
            // A library that was moved has the same names below another folder.
            return records.first {
                $0.link == .symbolic && target.hasPrefix("/")
                    && target.contains("/objects/\($0.sha256.prefix(2))/\($0.sha256).")
            }?.sha256
        }
        guard status.kind == .file, records.contains(where: { $0.bytes == status.bytes }) else {
            return nil
        }
        let file = try files.open(path.name, in: level.folder)
        let digest = try SHA256.digest(of: file, files: files)
        return records.contains { $0.sha256 == digest } ? digest : nil
    }

    private func isWanted(_ record: ExportedFile, _ draft: Draft) -> Bool {
        guard record.sha256 == draft.sha256, record.bytes == draft.bytes else { return false }
        return draft.role != .clip || record.link.serves(link)
    }
}
