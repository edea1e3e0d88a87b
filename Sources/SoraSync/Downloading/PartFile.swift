import SoraCatalog
import SoraHTTP
import SoraMedia
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
/// there, whatever the file's size says after a power cut. Where the whole comes in place of the
/// rest, it goes into a file of its own, and what was there already is kept until the new one has
/// more.
final class PartFile: BodySink {
    private struct State: ~Copyable {
        var file: OpenFile
        /// What is being fetched.
        var record: DownloadRecord
        /// What was there before the whole came anew, while that has less.
        var kept: DownloadRecord?
        var position: Int64
        var head: HTTPResponse?
        var evidence: [UInt8] = []
        var start: [UInt8] = []
        /// Set when a sync failed: what is in the file is not known any more.
        var isBroken = false
    }

    /// What has to be done when the lock is free again.
    private struct Progress {
        var toSave: DownloadRecord?
        var position: Int64
        var total: Int64?
    }

    private let state: Mutex<State>
    private let folder: String
    private let system: SystemContext
    private var files: FileSystem { system.files }
    private let save: @Sendable (DownloadRecord) throws -> Void
    private let progress: @Sendable (Int64, Int64?) -> Void
    private let newName: @Sendable () -> String
    private let secret: Secret?
    /// The most bytes of a result.
    private let limit: Int64

    /// How many bytes are written between two syncs.
    private static let syncBytes: Int64 = 16 << 20
    /// How much of a body that is no result is kept.
    private static let evidenceBytes = 65_536

    /// Opens the partial file of a record, which has `durableBytes` of use.
    ///
    /// - Parameters:
    ///   - folder: where the file is.
    ///   - record: what is known of the download.
    ///   - system: the file system, and what a test lets happen.
    ///   - limit: the most bytes of a result.
    ///   - secret: the key, which a service may repeat in what is kept as evidence.
    ///   - newName: a name for one more file.
    ///   - save: stores how far the download is.
    ///   - progress: is told the bytes so far, and the total where it is known.
    /// - Throws: `SystemError` when the file cannot be opened.
    init(
        in folder: String, record: DownloadRecord, system: SystemContext, limit: Int64,
        secret: Secret?,
        newName: @escaping @Sendable () -> String,
        save: @escaping @Sendable (DownloadRecord) throws -> Void,
        progress: @escaping @Sendable (Int64, Int64?) -> Void
    ) throws(SystemError) {
        let files = system.files
        let file = try files.open("\(folder)/\(record.file)", .readWrite)
        try system.reach(.partCreated)
        var record = record
        let bytes = try files.status(of: file).bytes
        if bytes < record.durableBytes { record.durableBytes = 0 }
        if system.has(.resumedAtSize) { record.durableBytes = bytes }
        try files.truncate(file, to: record.durableBytes)
        self.folder = folder
        self.system = system
        self.secret = secret
        self.limit = limit
        self.newName = newName
        self.save = save
        self.progress = progress
        let position = record.durableBytes
        state = Mutex(State(file: file, record: record, position: position))
    }

    /// What is known of what is being fetched.
    var record: DownloadRecord { state.withLock { $0.record } }
    /// The bytes that are in the file.
    var bytes: Int64 { state.withLock { $0.position } }
    /// Whether every byte that was declared is durable already.
    var isWhole: Bool {
        state.withLock {
            $0.record.durableBytes > 0 && $0.record.durableBytes == $0.record.totalBytes
        }
    }
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
    func start() throws(SystemError) -> [UInt8] {
        try state.withLock { state throws(SystemError) in
            try files.read(state.file, at: 0, count: 64)
        }
    }

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
                    head.continues(
                        state.record, from: system.has(.rangeUnchecked) ? nil : state.position)
                else { throw Refusal.wrongRange }
            } else {
                // The whole from its start: also the answer of a service that ignores ranges, or
                // whose result is another one now.
                try beginAnew(head, &state)
            }
            try makeRoom(&state)
            return state.kept == nil ? state.record : nil
        }
        if let record { try save(record) }
    }

    /// Readies the file for the whole of a result.
    private func beginAnew(_ head: HTTPResponse, _ state: inout State) throws {
        let total = head.declaredBytes
        if let total, total > limit { throw Refusal.tooLarge(total) }
        let free = try files.freeBytes(at: folder)
        if state.position > 0, state.record.validator != nil, free >= total ?? 0 {
            state.kept = state.record
            state.record = DownloadRecord(file: newName())
            state.file = try files.open("\(folder)/\(state.record.file)", .createNew)
        } else if state.position > 0 {
            // It could never be gone on with, or there is no room for both.
            try files.truncate(state.file, to: 0)
        }
        state.position = 0
        state.record.durableBytes = 0
        state.record.totalBytes = total
        state.record.validator = head.validator
    }

    /// Keeps space on the disk for what is to come, so that downloads at the same time and other
    /// programs do not take it away.
    private func makeRoom(_ state: inout State) throws {
        guard let total = state.record.totalBytes else { return }
        guard total <= limit else { throw Refusal.tooLarge(total) }
        let needed = total - state.position
        let free = try files.freeBytes(at: folder)
        guard free >= needed else { throw Refusal.noRoom(needed: needed, free: free) }
        do throws(SystemError) {
            try files.reserve(state.file, bytes: total)
        } catch {
            guard error.isFull else { throw error }
            throw Refusal.noRoom(needed: needed, free: free)
        }
    }

    func write(_ bytes: RawSpan) throws {
        let done = try state.withLock { state throws -> Progress in
            guard let head = state.head, head.status == 200 || head.status == 206 else {
                let room = Self.evidenceBytes - state.evidence.count
                if room > 0 { state.evidence += Self.bytes(of: bytes, first: room) }
                return Progress(position: 0)
            }
            let end = state.position + Int64(bytes.byteCount)
            guard end <= limit else { throw Refusal.tooLarge(end) }
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
            try files.write(bytes, to: state.file, at: state.position)
            state.position = end
            try system.reach(.bodyPart)
            var done = Progress(position: end, total: state.record.totalBytes)
            guard end - state.record.durableBytes >= Self.syncBytes else { return done }
            try Self.synchronize(files, &state)
            done.toSave = Self.overtaking(&state)
            return done
        }
        if let toSave = done.toSave { try save(toSave) }
        if done.position > 0 { progress(done.position, done.total) }
    }

    /// Makes all bytes durable that came, and stores how many they are.
    ///
    /// Where what was kept has more than came anew, that stays what the next try goes on with.
    ///
    /// - Parameter isWhole: whether this is all that there is.
    /// - Returns: how many bytes the next try has, or this one brought.
    /// - Throws: `SystemError` when that is not so; `SoraError` when it cannot be stored.
    @discardableResult
    func settle(isWhole: Bool) throws -> Int64 {
        let (record, spare) = try state.withLock { state throws -> (DownloadRecord, String?) in
            try system.reach(.bodyWritten)
            try Self.synchronize(files, &state)
            let kept = state.kept
            // The whole may yet turn out to be none: until then, both stay.
            if isWhole { return (state.record, nil) }
            guard Self.overtaking(&state) == nil, let kept else {
                state.kept = nil
                return (state.record, kept?.file)
            }
            return (kept, state.record.file)
        }
        try save(record)
        if let spare { try? files.remove("\(folder)/\(spare)") }
        return record.durableBytes
    }

    /// Removes what was kept, for the new one was accepted.
    func removeKept() {
        guard let kept = state.withLock({ $0.kept?.file }) else { return }
        try? files.remove("\(folder)/\(kept)")
    }

    /// Gives up what came in this exchange, for it is no result.
    ///
    /// What was there before is gone on with where it can be.
    ///
    /// - Parameter isOther: whether the service said that it has another result, or no ranges: then
    ///   the next try begins anew.
    /// - Throws: `SystemError`, `SoraError` when that cannot be stored.
    func giveUp(isOther: Bool) throws {
        let (record, spare) = try state.withLock { state throws -> (DownloadRecord, String?) in
            if let kept = state.kept { return (kept, state.record.file) }
            if isOther {
                state.record.validator = nil
            } else if [nil, 200, 206].contains(state.head?.status) {
                // It is in the file, by now or from before.
                try files.truncate(state.file, to: 0)
                state.record = DownloadRecord(file: state.record.file)
                state.position = 0
            }
            return (state.record, nil)
        }
        try save(record)
        if let spare { try? files.remove("\(folder)/\(spare)") }
    }

    /// The record to be stored now: what is fetched, unless more of it was kept.
    private static func overtaking(_ state: inout State) -> DownloadRecord? {
        if let kept = state.kept, state.record.durableBytes <= kept.durableBytes { return nil }
        return state.record
    }

    /// Makes the bytes durable; a file whose sync failed is never synced again, for the kernel may
    /// have dropped its pages, and would say that all is well.
    private static func synchronize(
        _ files: FileSystem, _ state: inout State
    ) throws(SystemError) {
        guard !state.isBroken else { throw SystemError(EIO, "sync", state.file.path) }
        do throws(SystemError) {
            try files.synchronize(state.file)
        } catch {
            state.isBroken = true
            throw error
        }
        state.record.durableBytes = state.position
    }

    private static func bytes(of span: RawSpan, first count: Int) -> [UInt8] {
        unsafe span.withUnsafeBytes { unsafe Array($0.prefix(count)) }
    }
}
