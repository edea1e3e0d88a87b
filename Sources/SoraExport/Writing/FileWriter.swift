import SoraModel
import SoraSystem

/// Writes one file after the other into the folder: each whole, or not at all.
struct FileWriter {
    /// What came of one file.
    enum Outcome {
        case written(ExportedFile)
        /// It could not be had, or something else came in its place.
        case skipped(String)
    }

    let system: SystemContext
    /// Where files are put.
    let tree: FolderTree
    /// The permission bits of new files.
    let mode: UInt32
    /// Told the bytes that were written since the last time; may end the export by throwing.
    let step: (Int64) throws -> Void

    private var files: FileSystem { system.files }

    /// Puts a clip into the folder.
    ///
    /// - Parameters:
    ///   - draft: what it should be.
    ///   - path: the original.
    ///   - link: how it comes to its bytes.
    ///   - replaced: what an earlier export wrote there; `nil` where the name is to be free.
    /// - Returns: its record, or why it was left out.
    /// - Throws: `SystemError` when writing fails; nothing of it is left then.
    func putClip(
        _ draft: Draft, from path: String, link: LinkKind, replacing replaced: FileStatus?
    ) throws -> Outcome {
        let level = try tree.changing(draft.path.folder)
        if replaced == nil, link.sharesOriginal {
            return try putLink(draft, to: path, link: link, in: level)
        }
        let temporary = try temporaryName()
        do {
            var made = link
            switch link {
            case .hard: try files.makeHardLink(to: path, as: temporary, in: level.folder)
            case .symbolic: try files.makeSymbolicLink(to: path, as: temporary, in: level.folder)
            case .reflink, .copy:
                let source = try files.open(path, .read)
                let target = try files.create(temporary, in: level.folder)
                let isClone = try link == .reflink && files.clone(source, to: target)
                if !isClone {
                    made = .copy
                    guard try copy(source, to: target) == draft.sha256 else {
                        try files.remove(temporary, in: level.folder)
                        return .skipped(
                            "its bytes have changed since they were stored: "
                                + "run `soralib verify \(draft.video.map { "\($0)" } ?? "")`")
                    }
                }
                try finish(target)
            }
            let outcome = try place(
                temporary, as: draft, link: made, replacing: replaced, in: level)
            if made != .copy { try step(draft.bytes) }
            return outcome
        } catch {
            try? files.remove(temporary, in: level.folder)
            if let reason = try Self.reason(to: error, of: path, files) { return .skipped(reason) }
            if let error = error as? SystemError, link == .hard { throw Self.told(error) }
            throw error
        }
    }

    /// Puts a link where nothing is: it is whole at once, and needs no passing name.
    private func putLink(
        _ draft: Draft, to path: String, link: LinkKind, in level: FolderTree.Level
    ) throws -> Outcome {
        do {
            if link == .hard {
                try files.makeHardLink(to: path, as: draft.path.name, in: level.folder)
            } else {
                try files.makeSymbolicLink(to: path, as: draft.path.name, in: level.folder)
            }
        } catch {
            if error.isExisting { return .skipped("the name \(draft.path) is taken") }
            if let reason = try Self.reason(to: error, of: path, files) { return .skipped(reason) }
            throw link == .hard ? Self.told(error) : error.forPeople
        }
        let status = try files.status(of: draft.path.name, in: level.folder)
        try step(draft.bytes)
        return .written(draft.record(modified: status?.exportTime ?? 0, link: link))
    }

    /// Why a clip is left out, where the error is that its file went away meanwhile.
    private static func reason(
        to error: any Error, of path: String, _ files: FileSystem
    ) throws -> String? {
        guard let error = error as? SystemError, error.isNotFound,
            try files.status(of: path) == nil
        else { return nil }
        return "its file is missing"
    }

    /// Puts a text beside the clips.
    func put(
        _ bytes: [UInt8], as draft: Draft, replacing replaced: FileStatus?
    ) throws -> Outcome {
        let level = try tree.changing(draft.path.folder)
        let temporary = try temporaryName()
        do {
            let target = try files.create(temporary, in: level.folder)
            try files.write(bytes, to: target, at: 0)
            try finish(target)
            let outcome = try place(
                temporary, as: draft, link: .copy, replacing: replaced, in: level)
            try step(draft.bytes)
            return outcome
        } catch {
            try? files.remove(temporary, in: level.folder)
            throw error
        }
    }

    /// Puts a text in place of what has that name, which is one of soralib's own.
    func put(_ text: String, named name: String) throws {
        guard let name = FileName(name) else { return }
        let level = try tree.changing("")
        let temporary = try temporaryName()
        do {
            let target = try files.create(temporary, in: level.folder)
            try files.write(Array(text.utf8), to: target, at: 0)
            try finish(target)
            try files.rename(temporary, to: name, in: level.folder)
        } catch {
            try? files.remove(temporary, in: level.folder)
            throw error
        }
    }

    /// Gives the whole file its name.
    private func place(
        _ temporary: FileName, as draft: Draft, link: LinkKind, replacing replaced: FileStatus?,
        in level: FolderTree.Level
    ) throws -> Outcome {
        if let replaced {
            // Looked at again: between then and now somebody may have changed it.
            guard try files.status(of: draft.path.name, in: level.folder) == replaced else {
                try files.remove(temporary, in: level.folder)
                return .skipped("\(draft.path) was changed while it was exported")
            }
            try files.rename(temporary, to: draft.path.name, in: level.folder)
            // Of two names of one file rename(2) keeps both.
            if link == .hard { try files.remove(temporary, in: level.folder) }
        } else {
            do {
                try files.renameWithoutReplacing(temporary, to: draft.path.name, in: level.folder)
            } catch {
                guard error.isExisting else { throw error }
                try files.remove(temporary, in: level.folder)
                return .skipped("the name \(draft.path) is taken")
            }
        }
        let status = try files.status(of: draft.path.name, in: level.folder)
        return .written(draft.record(modified: status?.exportTime ?? 0, link: link))
    }

    /// Copies all bytes, and gives their digest.
    private func copy(
        _ source: borrowing OpenFile, to target: borrowing OpenFile
    ) throws -> String {
        var hash = try SHA256.begin()
        var offset: Int64 = 0
        while true {
            let part = try files.read(source, at: offset, count: 1 << 20)
            if part.isEmpty { break }
            hash.update(part)
            try files.write(part, to: target, at: offset)
            offset += Int64(part.count)
            try system.reach(.exportedPart)
            try step(Int64(part.count))
        }
        return hash.finish()
    }

    private func finish(_ file: borrowing OpenFile) throws {
        if mode != 0o600 {
            do {
                try files.changeMode(of: file, to: mode)
            } catch {
                // FAT and the like have no such rights to give.
                guard error.isForbidden else { throw error }
            }
        }
        try files.synchronize(file)
    }

    private func temporaryName() throws -> FileName {
        guard let name = ExportManifest.temporaryName(system.random) else {
            throw SoraError(.failed, "there is no name for a temporary file")
        }
        return name
    }

    /// Why a hard link could not be made, with what to do.
    private static func told(_ error: SystemError) -> SoraError {
        var told = error.forPeople
        if error.operation == "link", error.isOtherDisk || error.isForbidden {
            told = SoraError(
                .cannotWrite, told.message,
                hint: "hard links need the library's own disk, and one that has them; "
                    + "leave --link out for copies")
        }
        return told
    }
}
