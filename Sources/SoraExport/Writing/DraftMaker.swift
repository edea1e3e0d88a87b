import SoraCatalog
import SoraModel
import SoraSystem

/// Makes drafts of the clips that are fit to be exported.
struct DraftMaker {
    let catalog: Catalog
    let request: ExportRequest

    /// The drafts, and the clips that are left out.
    struct Drafts {
        var files: [Draft] = []
        var skipped: [ExportSummary.Skipped] = []
    }

    /// Makes the drafts.
    ///
    /// - Parameter foreign: the names in the folder that are not soralib's.
    /// - Returns: the drafts, in the order of the clips.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    func drafts(avoiding foreign: [String]) throws -> Drafts {
        var drafts = Drafts()
        var plan = NamePlan(taken: foreign, sidecars: request.sidecars)
        var index = 0
        try catalog.forEachClip(request.clips, fields: request.template.fields) { clip in
            index += 1
            if let reason = try unfit(clip) {
                drafts.skipped.append(.init(video: clip.handle, reason: reason))
                return
            }
            let stem = request.template.stem(
                of: clip, index: index, collection: request.selection.collectionName)
            guard let file = clip.file,
                let names = plan.next(stem, fileExtension: file.fileExtension)
            else { return }
            let path = catalog.folder.object(file.sha256, file.fileExtension)
            drafts.files.append(
                Draft(
                    name: names.clip, video: clip.handle, uid: clip.uid, sha256: file.sha256,
                    bytes: file.bytes, source: .original(path)))
            for (kind, name) in names.sidecars {
                drafts.files.append(
                    Draft(
                        name: name, video: clip.handle, uid: clip.uid, sha256: "", bytes: 0,
                        source: .sidecar(kind)))
            }
        }
        // Rendered after the walk, which would else hold the catalogue for long.
        for place in drafts.files.indices {
            guard case .sidecar(let kind) = drafts.files[place].source else { continue }
            let bytes = try sidecar(kind, of: drafts.files[place].video)
            drafts.files[place].sha256 = try SHA256.digest(of: bytes)
            drafts.files[place].bytes = Int64(bytes.count)
        }
        return drafts
    }

    /// What is known of a clip, as the bytes of a file.
    ///
    /// The path is left null: it is this machine's own, and tells others nothing but its owner's name.
    func sidecar(_ kind: SidecarKind, of video: Handle) throws -> [UInt8] {
        var bytes: [UInt8] = []
        switch kind {
        case .json:
            let selection = ObjectSelection(.video, numbers: [video.number])
            try catalog.forEachJSON(of: selection, leavingNull: ["path"]) { json in
                unsafe json.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
                return false
            }
        }
        return bytes + [UInt8(ascii: "\n")]
    }

    /// Why a clip is left out, or `nil`.
    private func unfit(_ clip: ClipRecord) throws -> String? {
        guard let file = clip.file, clip.fileState != .absent else { return "it has no file" }
        guard clip.fileState == .present else { return "its file is missing" }
        if !request.includesBad, [.corrupt, .unprobed].contains(clip.verdict) {
            return "it is \(clip.verdict.rawValue)"
        }
        let path = catalog.folder.object(file.sha256, file.fileExtension)
        guard let status = try catalog.system.files.status(of: path) else {
            return "its file is missing"
        }
        guard status.kind == .file, status.bytes == file.bytes else {
            return "its file is not the one that was stored: run `soralib verify \(clip.handle)`"
        }
        return nil
    }
}
