import SoraCatalog
import SoraMedia
import SoraSystem

/// The pictures in `previews/`: each made when it is first needed, and made anew where it is gone or damaged.
///
/// They are named by the clip's bytes, which never change, so that none can be out of date. Two processes that
/// make the same one do no harm: each writes a file of its own and gives it the name when it is whole.
struct PreviewStore: Sendable {
    let folder: LibraryFolder
    let system: SystemContext
    let workers: MediaWorkers
    /// Whether pictures are kept.
    var keeps = true

    /// The picture of a clip.
    ///
    /// - Parameters:
    ///   - kind: which one.
    ///   - file: the clip's file.
    ///   - isThere: whether the clip can be looked at; where not, only a picture that is kept is given.
    /// - Returns: a whole JPEG file, or why there is none.
    func picture(
        _ kind: PreviewKind, of file: StoredFile, isThere: Bool = true
    ) async -> PictureOutcome {
        let path = folder.preview(file.sha256, kind.rawValue)
        if let bytes = try? system.files.contents(of: path, limit: PreviewKind.limit),
            kind.accepts(bytes), let header = PictureHeader(bytes)
        {
            return .made(
                Picture(
                    bytes: bytes, width: header.width, height: header.height,
                    format: header.format))
        }
        guard isThere else { return .unmade(reason: "its file is missing") }
        let outcome = await workers.picture(
            of: folder.object(file.sha256, file.fileExtension), kind.request)
        if case .made(let picture) = outcome, keeps, picture.bytes.count <= PreviewKind.limit {
            keep(picture.bytes, as: path)
        }
        return outcome
    }

    /// Keeps a picture; where it cannot be kept (a medium to be read only, a full disk), it is made again the next time.
    private func keep(_ bytes: [UInt8], as path: String) {
        let number = system.random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let draft = "\(path).\(String(number, radix: 36)).new"
        let files = system.files
        do {
            try files.makeFolder(
                String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)))
            do {
                let file = try files.open(draft, .createNew)
                // Not synced: what a power cut leaves is damaged, is seen to be, and is made anew.
                try files.write(bytes, to: file, at: 0)
            }
            try files.rename(draft, to: path)
        } catch {
            try? files.remove(draft)
        }
    }
}
