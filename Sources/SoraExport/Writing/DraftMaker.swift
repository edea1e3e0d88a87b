import SoraCatalog
import SoraModel
import SoraSystem

/// Makes drafts of what is fit to be exported.
struct DraftMaker {
    let catalog: Catalog
    let request: ExportRequest

    /// The drafts, and the clips that are left out.
    struct Drafts {
        /// The clips in their order, each with what stands beside it.
        var files: [Draft] = []
        /// The same as extras are told of them.
        var clips: [ExportedSelection.Clip] = []
        var skipped: [ExportSummary.File] = []
    }

    /// Makes the drafts of the clips, and of what stands beside each.
    ///
    /// - Parameter contents: what is in the folder already.
    /// - Returns: the drafts, in the order of the clips.
    /// - Throws: `SoraError` when the catalogue or the folder cannot be read.
    func drafts(into contents: FolderContents) throws -> Drafts {
        var drafts = Drafts()
        var plan = NamePlan(
            reserved: request.extras.flatMap(\.names), sidecars: request.sidecars,
            rules: NameRules(isPortable: request.isPortable, isBag: request.isBag)
        ) {
            try contents.isTaken($0.below(request.payload))
        }
        var index = 0
        try catalog.forEachClip(request.clips, fields: request.template.fields) { clip in
            index += 1
            if let reason = try unfit(clip) {
                drafts.skipped.append(.init(leftOut: clip.handle, reason: reason))
                return
            }
            let stem = request.template.stem(
                of: clip, index: index, collection: request.selection.collectionName)
            guard let file = clip.file,
                let names = try plan.next(stem, fileExtension: file.fileExtension)
            else { return }
            let path = catalog.folder.object(file.sha256, file.fileExtension)
            drafts.files.append(
                Draft(
                    path: names.clip.below(request.payload), video: clip.handle, uid: clip.uid,
                    sha256: file.sha256, bytes: file.bytes, source: .original(path)))
            drafts.clips.append(
                .init(
                    index: index, video: clip.handle, uid: clip.uid, sha256: file.sha256,
                    bytes: file.bytes, path: names.clip, sidecars: names.sidecars))
            for (kind, path) in names.sidecars {
                drafts.files.append(
                    Draft(
                        path: path.below(request.payload), video: clip.handle, uid: clip.uid,
                        sha256: "", bytes: 0, source: .sidecar(kind)))
            }
        }
        try measureSidecars(of: &drafts)
        return drafts
    }

    /// Makes the drafts of what is made from all clips.
    ///
    /// - Parameters:
    ///   - drafts: the clips.
    ///   - lost: the uids of those that are not in the folder after all.
    /// - Returns: a draft for each file, with all that is in it.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    func extras(of drafts: Drafts, without lost: Set<String>) throws -> [Draft] {
        guard !request.extras.isEmpty else { return [] }
        let selection = ExportedSelection(
            selection: request.selection,
            clips: lost.isEmpty ? drafts.clips : drafts.clips.filter { !lost.contains($0.uid) },
            catalog: catalog)
        return try request.extras.flatMap { try $0.files(for: selection) }.map { file in
            let (sha256, bytes) =
                switch file.content {
                case .bytes(let bytes): (try SHA256.digest(of: bytes), Int64(bytes.count))
                case .file(_, let sha256, let bytes): (sha256, bytes)
                }
            return Draft(
                path: file.path.below(request.payload), sha256: sha256, bytes: bytes,
                source: .extra(file.content))
        }
    }

    /// What is known of a clip, as the bytes of a file.
    func sidecar(_ kind: SidecarKind, of video: Handle) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try SidecarMaker(catalog: catalog).forEach(kind, of: [video.number]) { bytes = $1 }
        return bytes
    }

    /// Finds what the sidecars will hold, after the walk, which would else hold the catalogue for long.
    private func measureSidecars(of drafts: inout Drafts) throws {
        for kind in request.sidecars {
            var places: [Int64: [Int]] = [:]
            for (place, draft) in drafts.files.enumerated() {
                guard case .sidecar(kind) = draft.source, let video = draft.video else { continue }
                places[video.number, default: []].append(place)
            }
            try SidecarMaker(catalog: catalog).forEach(kind, of: Array(places.keys)) {
                let sha256 = try SHA256.digest(of: $1)
                for place in places[$0] ?? [] {
                    drafts.files[place].sha256 = sha256
                    drafts.files[place].bytes = Int64($1.count)
                }
            }
        }
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
