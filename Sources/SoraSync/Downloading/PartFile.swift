import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes the bytes of a result into a partial file, and judges the header before the first byte.
///
/// How many bytes are durable is stored only after they were synced: a resumed download goes on from
/// there, whatever the file's size says after a power cut.
final class PartFile: BodySink {
    /// Why a response is not taken.
    enum Refusal: Error, Hashable {
        /// Not 200 or 206: the body's beginning is kept as evidence.
        case status
        /// 206 with another range, total or validator than was asked for.
        case wrongRange
        /// The service encoded the body, against what was asked for.
        case encoded(String)
        /// The first bytes are not those of a media file.
        case notMedia
        /// More is declared than any result may have.
        case tooLarge(Int64)
        /// Less is free on the disk than is needed.
        case noRoom(needed: Int64, free: Int64)
    }

    private struct State: ~Copyable {
        var record: DownloadRecord
        var position: Int64
        var head: HTTPResponse?
        var evidence: [UInt8] = []
        var start: [UInt8] = []
        /// Set when a sync failed: what is in the file is not known any more.
        var isBroken = false
    }

    private let state: Mutex<State>
    private let file: OpenFile
    private let system: SystemContext
    private var files: FileSystem { system.files }
    private let save: @Sendable (DownloadRecord) throws -> Void
    private let progress: @Sendable (Int64, Int64?) -> Void
    private let secret: Secret?

    /// How many bytes are written between two syncs.
    private static let syncBytes: Int64 = 16 << 20
    /// How much of a body that is no result is kept.
    private static let evidenceBytes = 65_536

    /// Opens the partial file of a record, which has `durableBytes` of use.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - record: what is known of the download.
    ///   - system: the file system, and what a test lets happen.
    ///   - secret: the key, which a service may repeat in what is kept as evidence.
    ///   - save: stores how far the download is.
    ///   - progress: is told the bytes so far, and the total where it is known.
    /// - Throws: `SystemError` when the file cannot be opened.
    init(
        _ path: String, record: DownloadRecord, system: SystemContext, secret: Secret?,
        save: @escaping @Sendable (DownloadRecord) throws -> Void,
        progress: @escaping @Sendable (Int64, Int64?) -> Void
    ) throws(SystemError) {
        let files = system.files
        file = try files.open(path, .readWrite)
        try system.reach(.partCreated)
        var record = record
        let bytes = try files.status(of: file).bytes
        if bytes < record.durableBytes { record.durableBytes = 0 }
        if system.has(.resumedAtSize) { record.durableBytes = bytes }
        try files.truncate(file, to: record.durableBytes)
        self.system = system
        self.secret = secret
        self.save = save
        self.progress = progress
        state = Mutex(State(record: record, position: record.durableBytes))
    }

    /// The record as it is now.
    var record: DownloadRecord { state.withLock { $0.record } }
    /// The bytes that are in the file.
    var bytes: Int64 { state.withLock { $0.position } }
    /// The beginning of a body that was not taken.
    var evidence: [UInt8] {
        let evidence = state.withLock { $0.evidence.isEmpty ? $0.start : $0.evidence }
        return secret?.scrubbed(HTTPResponse(status: 200, body: evidence)).body ?? evidence
    }
    /// The header, when it came.
    var head: HTTPResponse? { state.withLock { $0.head } }

    /// Whether a bug is planted, to see that it is found.
    func has(_ canary: Canary) -> Bool { system.has(canary) }

    /// The first bytes of the file.
    func start() throws(SystemError) -> [UInt8] { try files.read(file, at: 0, count: 64) }

    func begin(_ received: HTTPResponse) throws {
        let head = secret?.scrubbed(received) ?? received
        let record = try state.withLock { state throws -> DownloadRecord? in
            state.head = head
            // Redirects come before.
            state.evidence = []
            state.start = []
            guard head.status == 200 || head.status == 206 else { return nil }
            if let encoding = head.headers["Content-Encoding"]?.lowercased(), encoding != "identity"
            {
                throw Refusal.encoded(encoding)
            }
            if head.status == 206 {
                guard
                    case .part(let first, _, let total)? = head.headers["Content-Range"]
                        .flatMap({ ContentRange($0) }),
                    first == state.position || system.has(.rangeUnchecked),
                    total == nil || total == state.record.totalBytes,
                    Self.validator(of: head) == nil
                        || Self.validator(of: head) == state.record.validator
                else { throw Refusal.wrongRange }
            } else {
                // The whole from its start: also the answer of a service that ignores ranges, or
                // whose result is another one now.
                if state.position > 0 { try files.truncate(file, to: 0) }
                state.position = 0
                state.record.durableBytes = 0
                state.record.totalBytes = head.declaredBytes
                state.record.validator = Self.validator(of: head)
            }
            let needed = (state.record.totalBytes ?? 0) - state.position
            guard needed <= HTTPLimits.download.bodyBytes else { throw Refusal.tooLarge(needed) }
            let free = try files.freeBytes(at: folder)
            guard free >= needed else { throw Refusal.noRoom(needed: needed, free: free) }
            return state.record
        }
        if let record { try save(record) }
    }

    func write(_ bytes: RawSpan) throws {
        let (toSave, position, total) = try state.withLock {
            state throws -> (DownloadRecord?, Int64, Int64?) in
            guard let head = state.head, head.status == 200 || head.status == 206 else {
                let room = Self.evidenceBytes - state.evidence.count
                if room > 0 { state.evidence += Self.bytes(of: bytes, first: room) }
                return (nil, 0, nil)
            }
            // Only from the start on: the middle of a file tells nothing.
            if state.position < 64, Int64(state.start.count) == state.position {
                state.start += Self.bytes(of: bytes, first: 1024)
                if let isMedia = MediaSignature.matches(state.start), !isMedia,
                    !system.has(.pageTaken)
                {
                    state.evidence = state.start
                    throw Refusal.notMedia
                }
            }
            try files.write(bytes, to: file, at: state.position)
            state.position += Int64(bytes.byteCount)
            try system.reach(.bodyPart)
            guard state.position - state.record.durableBytes >= Self.syncBytes else {
                return (nil, state.position, state.record.totalBytes)
            }
            try Self.synchronize(file, files, &state)
            return (state.record, state.position, state.record.totalBytes)
        }
        if let toSave { try save(toSave) }
        if position > 0 { progress(position, total) }
    }

    /// Makes all bytes durable that came, and stores how many they are.
    ///
    /// - Throws: `SystemError` when that is not so; `SoraError` when it cannot be stored.
    @discardableResult
    func settle() throws -> DownloadRecord {
        let record = try state.withLock { state throws -> DownloadRecord in
            try system.reach(.bodyWritten)
            try Self.synchronize(file, files, &state)
            return state.record
        }
        try save(record)
        return record
    }

    /// Makes the bytes durable; a file whose sync failed is never synced again, for the kernel may
    /// have dropped its pages, and would say that all is well.
    private static func synchronize(
        _ file: borrowing OpenFile, _ files: FileSystem, _ state: inout State
    ) throws(SystemError) {
        guard !state.isBroken else { throw SystemError(EIO, "sync", file.path) }
        do throws(SystemError) {
            try files.synchronize(file)
        } catch {
            state.isBroken = true
            throw error
        }
        state.record.durableBytes = state.position
    }

    /// What tells whether the rest belongs to the part that is there: a strong ETag, else a date
    /// (RFC 9110, section 13.1.5).
    private static func validator(of head: HTTPResponse) -> String? {
        if let tag = head.headers["ETag"], !tag.hasPrefix("W/"), tag.utf8.count <= 256 {
            return tag
        }
        return head.headers["Last-Modified"]
    }

    private static func bytes(of span: RawSpan, first count: Int) -> [UInt8] {
        unsafe span.withUnsafeBytes { unsafe Array($0.prefix(count)) }
    }

    private var folder: String {
        file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "."
    }
}
