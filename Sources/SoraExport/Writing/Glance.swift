import SoraCatalog
import SoraModel
import SoraSystem

/// Sees with little work that a folder is as it should be.
///
/// The record has a digest of all that a plain export is made from: the request, and of each clip in its order what its
/// name and file depend on. Where that is the same, the record has the files that are wanted, and it is enough to look
/// whether these are there. Whatever differs is left to the whole comparison.
struct Glance {
    let catalog: Catalog
    let request: ExportRequest

    private var files: FileSystem { catalog.system.files }

    /// The digest of what the export is made from; `nil` where this is no plain export, or a clip is to be left out.
    func digest() throws -> String? {
        guard request.sidecars.isEmpty, request.extras.isEmpty, !request.isBag else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(request.clips.count * 256)
        func add(_ text: String) {
            // Zero ends a text, for none has one.
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        }
        add("1")
        add(request.template.text)
        add(request.link.rawValue)
        add("\(request.isPortable) \(request.includesBad)")
        let fields = request.template.fields
        var isFit = true
        try catalog.forEachClip(request.clips, fields: fields) { clip in
            guard isFit, let file = clip.file, clip.fileState == .present,
                request.includesBad || ![.corrupt, .unprobed].contains(clip.verdict),
                let status = try files.status(
                    of: catalog.folder.object(file.sha256, file.fileExtension)),
                status.kind == .file, status.bytes == file.bytes
            else {
                isFit = false
                return
            }
            add(clip.uid)
            add(file.sha256)
            add(file.fileExtension)
            for field in fields { add(clip.fields[field.name] ?? "") }
        }
        return isFit ? try SHA256.digest(of: bytes) : nil
    }

    /// What is in the folder, where it is just what is wanted.
    ///
    /// - Parameters:
    ///   - digest: that of what they are made from.
    ///   - folder: the folder.
    /// - Returns: what is there; `nil` where something differs.
    /// - Throws: `SystemError` when the folder cannot be read.
    func unchanged(_ digest: String, in folder: borrowing HeldFolder) throws -> ExportedFolder? {
        guard !request.isReported, let name = FileName(ExportManifest.name),
            let partial = FileName(ExportManifest.partialName),
            let sumsName = FileName(ChecksumList.name),
            try files.status(of: partial, in: folder) == nil,
            let record = try contents(of: name, in: folder),
            let uid = ExportManifest.uid(in: record),
            let sums = try contents(of: sumsName, in: folder)
        else { return nil }
        let head = ExportManifest(
            uid: uid, selection: request.selection, isBag: false, digest: digest, files: []
        ).head
        var reader = RecordReader(record)
        guard reader.skip(Array(head.utf8)) else { return nil }
        var checked = RecordReader(sums)
        var found = ExportedFolder(uid: uid, files: 0, bytes: 0)
        while let line = reader.next() {
            guard !line.path.contains(UInt8(ascii: "/")),
                checked.skip(line.sha256), checked.skip([0x20, 0x20]), checked.skip(line.path),
                checked.skip([0x0A]),
                let name = FileName(String(decoding: line.path, as: UTF8.self)),
                let status = try files.status(of: name, in: folder),
                status.kind == (line.isLink ? .link : .file),
                line.isLink || status.bytes == line.bytes, status.exportTime == line.modified
            else { return nil }
            found.files += 1
            found.bytes += line.bytes
        }
        return reader.skip(Array("\n]}\n".utf8)) && reader.isAtEnd && checked.isAtEnd ? found : nil
    }

    private func contents(
        of name: FileName, in folder: borrowing HeldFolder
    ) throws -> [UInt8]? {
        guard let status = try files.status(of: name, in: folder), status.kind == .file,
            status.bytes <= 512 << 20
        else { return nil }
        let file = try files.open(name, in: folder)
        return try files.read(file, at: 0, count: Int(status.bytes))
    }
}
