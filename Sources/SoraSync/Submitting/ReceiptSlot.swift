import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSystem

/// The place for one receipt, with its space reserved before the request is sent: neither a full
/// disk nor a failing catalogue can then lose the id of something paid.
struct ReceiptSlot: ~Copyable {
    private let file: OpenFile
    private let files: FileSystem

    /// The bytes that are reserved; a longer answer is written on without.
    private static let reservedBytes: Int64 = 65_536
    /// The longest receipt that is read.
    private static let limit = 4 << 20

    private init(file: consuming OpenFile, files: FileSystem) {
        self.file = file
        self.files = files
    }

    /// Makes the slot of an attempt, durably.
    static func reserve(
        for attempt: UID, in folder: LibraryFolder, files: FileSystem
    ) throws(SystemError) -> ReceiptSlot {
        try SHA256.prepare()
        try files.makeFolder(folder.receipts)
        let file = try files.open(path(attempt, folder), .createNew)
        try files.allocate(file, bytes: reservedBytes)
        try files.synchronize(file)
        try files.synchronize(folder: folder.receipts)
        return ReceiptSlot(file: file, files: files)
    }

    /// Writes the answer, durably.
    ///
    /// - Parameters:
    ///   - response: the answer.
    ///   - written: called when it is written and not synced.
    /// - Throws: `SystemError` when it is not durable.
    func store(
        _ response: HTTPResponse,
        written: () throws(SystemError) -> Void = { () throws(SystemError) in }
    ) throws(SystemError) {
        try files.write(try Receipt.bytes(of: response), to: file, at: 0)
        try written()
        try files.synchronize(file)
    }

    /// Removes the slot of an attempt, when its outcome is in the catalogue.
    static func remove(
        _ attempt: UID, in folder: LibraryFolder, files: FileSystem
    ) throws(SystemError) {
        try files.remove(path(attempt, folder))
    }

    /// What an attempt left of its answer, or `nil` when it left nothing.
    static func found(
        for attempt: UID, in folder: LibraryFolder, files: FileSystem
    ) throws(SystemError) -> Receipt.Found? {
        let path = path(attempt, folder)
        guard try files.status(of: path)?.kind == .file else { return nil }
        let file = try files.open(path, .read)
        return try Receipt.read(try files.read(file, at: 0, count: limit))
    }

    private static func path(_ attempt: UID, _ folder: LibraryFolder) -> String {
        "\(folder.receipts)/\(attempt)"
    }
}
