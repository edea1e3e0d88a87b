package import SoraModel
package import SoraSystem

/// The originals: each file once, named by its SHA-256, never changed after it got its name.
package struct ObjectStore: Sendable {
    private let folder: LibraryFolder
    private let files: FileSystem

    package init(folder: LibraryFolder, files: FileSystem) {
        self.folder = folder
        self.files = files
    }

    /// Stores an image's bytes as an original, durably, unless it is there already.
    ///
    /// - Parameters:
    ///   - bytes: its bytes.
    ///   - stored: their digest, extension and size.
    ///   - uid: names the file while it is written.
    /// - Throws: `SystemError`; nothing is left behind then.
    package func keep(
        image bytes: [UInt8], as stored: StoredFile, writing uid: UID
    ) throws(SystemError) {
        if try digest(of: stored) == stored.sha256 { return }
        let part = "\(folder.incoming)/image-\(uid.text).part"
        try files.makeFolder(folder.incoming)
        do {
            let copy = try files.open(part, .createNew)
            try files.write(bytes, to: copy, at: 0)
            try files.synchronize(copy)
            try promote(part, as: stored)
        } catch {
            try? files.remove(part)
            throw error
        }
    }

    /// Gives a complete file in `incoming/` its place among the originals, durably.
    ///
    /// Its bytes were synced by the caller. The name appears only when the file behind it is whole
    /// and read-only; when this returns, both folders are synced too. Where the same bytes are
    /// stored already, the incoming file is removed.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - stored: its digest, extension and size.
    ///   - renamed: called when the file has its name, and the folders are not synced yet.
    /// - Throws: `SystemError`; the file then has one of its two names.
    package func promote(
        _ path: String, as stored: StoredFile,
        renamed: () throws(SystemError) -> Void = { () throws(SystemError) in }
    ) throws(SystemError) {
        try promote([(path, stored)], renamed: renamed)
    }

    /// The same for several files, whose folders are synced once.
    ///
    /// - Parameters:
    ///   - drafts: the files, with what each is.
    ///   - renamed: called when all have their names, and the folders are not synced yet.
    /// - Throws: `SystemError`; each file then has one of its two names.
    package func promote(
        _ drafts: [(path: String, stored: StoredFile)],
        renamed: () throws(SystemError) -> Void = { () throws(SystemError) in }
    ) throws(SystemError) {
        var shelves: [String] = []
        for draft in drafts {
            let shelf = "\(folder.objects)/\(draft.stored.sha256.prefix(2))"
            if !shelves.contains(shelf) {
                shelves.append(shelf)
                if try files.status(of: shelf) == nil {
                    try files.makeFolder(shelf)
                    try files.synchronize(folder: folder.objects)
                }
            }
            try place(draft.path, as: draft.stored)
        }
        try renamed()
        for shelf in shelves { try files.synchronize(folder: shelf) }
        try files.synchronize(folder: folder.incoming)
    }

    private func place(_ path: String, as stored: StoredFile) throws(SystemError) {
        let target = folder.object(stored.sha256, stored.fileExtension)
        do {
            let file = try files.open(path, .read)
            try files.changeMode(of: file, to: 0o444)
        }
        do {
            try files.renameWithoutReplacing(path, to: target)
        } catch {
            guard error.isExisting else { throw error }
            // A stored file that is not what its name says is replaced by the good one.
            if try digest(of: stored) == stored.sha256 {
                try files.remove(path)
            } else {
                try files.rename(path, to: target)
            }
        }
    }

    /// The digest of a stored file as it is now, or `nil` when the file is missing.
    package func digest(of stored: StoredFile) throws(SystemError) -> String? {
        let path = folder.object(stored.sha256, stored.fileExtension)
        guard try files.status(of: path)?.kind == .file else { return nil }
        let file = try files.open(path, .read)
        return try SHA256.digest(of: file, files: files)
    }
}
