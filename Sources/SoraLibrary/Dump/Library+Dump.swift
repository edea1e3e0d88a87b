package import SoraCatalog
import SoraModel
import SoraSystem

extension Library {
    /// Lends every record of the catalogue as one JSON text, in an order that stays.
    ///
    /// - Throws: what `body` throws; `SoraError` when the catalogue cannot be read.
    package func dump(_ body: (RawSpan) throws -> Void) throws { try catalog.dump(body) }

    /// Writes a dump to a file that gets its name when it is whole.
    ///
    /// - Parameter path: a name that is free.
    /// - Returns: the file's bytes.
    /// - Throws: `SoraError`: `exists`, `cannot_write`, `disk_full`.
    package func dump(to path: String) throws -> Int64 {
        let files = context.system.files
        let target = context.absolute(path)
        let draft = "\(target).part"
        do {
            guard try files.status(of: target) == nil else {
                throw SoraError(
                    .exists, "there is a file \(target) already",
                    hint: "choose another name; nothing was written")
            }
            try files.remove(draft)
            let file = try files.open(draft, .createNew)
            do {
                var bytes: [UInt8] = []
                var offset: Int64 = 0
                try catalog.dump { record in
                    unsafe record.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
                    bytes.append(UInt8(ascii: "\n"))
                    guard bytes.count >= 1 << 20 else { return }
                    try files.write(bytes, to: file, at: offset)
                    offset += Int64(bytes.count)
                    bytes.removeAll(keepingCapacity: true)
                }
                try files.write(bytes, to: file, at: offset)
                try files.synchronize(file)
                try files.renameWithoutReplacing(draft, to: target)
                return offset + Int64(bytes.count)
            } catch {
                try? files.remove(draft)
                throw error
            }
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// Takes in the records of a dump, all or none.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - options: what becomes of the queue.
    ///   - progress: is told the bytes that were read.
    /// - Returns: what came of it.
    /// - Throws: one `SoraError` of code `invalid` with every problem by its line; `not_found`.
    package func load(
        _ path: String, _ options: LoadOptions, progress: (Int64) -> Void = { _ in }
    ) throws -> LoadSummary {
        let file = context.absolute(path)
        do {
            guard let status = try context.system.files.status(of: file, followingLinks: true)
            else {
                throw SoraError(
                    .notFound, "there is no file \(file)",
                    hint: "`soralib library dump -o FILE` makes one")
            }
            guard status.kind == .file else {
                throw SoraError(.invalid, "\(file) is no file")
            }
            return try catalog.load(file, options, progress: progress)
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// The same for what comes in parts: it is kept in `incoming/` until it is loaded.
    ///
    /// - Parameters:
    ///   - nextPart: gives the next bytes, none at the end.
    ///   - options: what becomes of the queue.
    ///   - progress: is told the bytes that were read.
    /// - Returns: what came of it.
    /// - Throws: as the other; what `nextPart` throws.
    package func load(
        from nextPart: () throws -> [UInt8], _ options: LoadOptions,
        progress: (Int64) -> Void = { _ in }
    ) throws -> LoadSummary {
        let files = context.system.files
        let path = "\(catalog.folder.incoming)/load-\(context.system.newUID()).jsonl"
        do {
            try files.makeFolder(catalog.folder.incoming)
            let file = try files.open(path, .createNew)
            defer { try? files.remove(path) }
            var offset: Int64 = 0
            while true {
                let part = try nextPart()
                guard !part.isEmpty else { break }
                try files.write(part, to: file, at: offset)
                offset += Int64(part.count)
            }
            return try load(path, options, progress: progress)
        } catch let error as SystemError {
            throw error.forPeople
        }
    }
}
