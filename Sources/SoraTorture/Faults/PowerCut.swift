import SoraSQLite
import SoraSystem

/// Takes away what a killed soralib had written and not synced, as a power cut may.
///
/// A kill alone leaves everything that the kernel has in memory. Here half of the bytes of a partial
/// file behind its durable end become zeros, which is what a file system may show of a file that had
/// grown; and of a receipt that was written and not synced, the end is lost. What the catalogue says
/// is synced.
struct PowerCut {
    let folder: RunFolder
    private let files = FileSystem()

    init(_ folder: RunFolder) {
        self.folder = folder
    }

    /// Does it to every partial file, and to the receipt if soralib died before that was synced.
    func happen(receiptIsUnsynced: Bool) throws {
        let database = try Connection.open("\(folder.library)/soralib.sqlite", .readOnly)
        let downloads = try database.rows(
            "SELECT file, durable_bytes FROM download WHERE sha256 IS NULL"
        ) { (file: $0.text(0) ?? "", durable: $0.integer(1) ?? 0) }
        for download in downloads {
            let path = "\(folder.library)/incoming/\(download.file)"
            let bytes = try files.status(of: path)?.bytes ?? 0
            if bytes > download.durable {
                try clear(path, from: (download.durable + bytes) / 2, of: bytes)
            }
        }
        guard receiptIsUnsynced else { return }
        let receipts = try FileTree.files(below: "\(folder.library)/incoming/receipts")
        // Which of several was not synced cannot be told.
        if receipts.count == 1 { try clear(receipts[0], from: 100, of: 512) }
    }

    private func clear(_ path: String, from offset: Int64, of bytes: Int64) throws {
        let file = try files.open(path, .readWrite)
        try files.write([UInt8](repeating: 0, count: Int(bytes - offset)), to: file, at: offset)
    }
}
