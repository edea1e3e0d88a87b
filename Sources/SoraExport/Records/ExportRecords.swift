import SoraModel
import SoraSystem

/// The files at the top of the folder that tell what is in it.
struct ExportRecords {
    let tree: FolderTree
    let files: FileSystem

    /// The records of an export that is done, each with its name: the last one is that which makes it so.
    private func texts(of work: ExportWork) throws -> [(name: String, text: String)] {
        let manifest = work.manifest
        let record = (name: ExportManifest.name, text: manifest.text)
        if manifest.isBag {
            return try BagFiles.texts(
                payload: work.vouched(in: manifest), selection: manifest.selection, record: record)
                + [record]
        }
        let sums = work.vouched(in: manifest)
            .map { ChecksumList.line($0.sha256, $0.path.text) }.joined()
        return [(ChecksumList.name, sums), record]
    }

    /// Records what is intended.
    func announce(_ work: ExportWork, _ writer: FileWriter) throws {
        try writer.put(work.intended.text, named: ExportManifest.partialName)
    }

    /// Records what was done.
    func write(_ work: ExportWork, _ writer: FileWriter) throws {
        // A bag without a payload has the folder for it all the same.
        if work.isBag { _ = try tree.changing(BagFiles.payload) }
        for (name, text) in try texts(of: work) {
            if text.isEmpty, name == ChecksumList.name {
                if let path = ExportPath(name) { try tree.remove(path) }
            } else {
                try writer.put(text, named: name)
            }
        }
    }

    /// Whether the folder's records say just this already.
    func areCurrent(_ work: ExportWork) throws -> Bool {
        for (name, text) in try texts(of: work) {
            guard let path = ExportPath(name) else { return false }
            guard let status = try tree.status(of: path) else {
                if text.isEmpty { continue }
                return false
            }
            guard status.kind == .file, status.bytes == text.utf8.count else { return false }
            let file = try files.open(path.name, in: tree.root.folder)
            guard try files.read(file, at: 0, count: Int(status.bytes)) == Array(text.utf8) else {
                return false
            }
        }
        return true
    }
}
