import Foundation
import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

/// What a run that was killed may leave of an attempt, and what is made of it without any request.
struct Remains: Sendable, CustomTestStringConvertible {
    var name: String
    /// Whether the second commit, before the first byte, was reached.
    var isSending: Bool
    /// What is in the slot; `nil` where there is no slot.
    var slot: [UInt8]?
    var state: TaskState
    var outcome: String

    var testDescription: String { name }

    static let empty = [UInt8](repeating: 0, count: 65_536)

    /// A receipt as `docs/library-format.md` describes it.
    static func receipt(
        _ status: Int, _ body: String, headers: String = "", changing old: String = "",
        to new: String = ""
    ) -> [UInt8] {
        let payload = Array("\(status)\n\(headers)\n\(body)".utf8)
        let digest = (try? SHA256.digest(of: payload)) ?? "no libcrypto"
        let head = "soralib-receipt 1 \(payload.count) \(digest)\n"
        let written =
            old.isEmpty
            ? payload : Array("\(status)\n\(headers)\n\(body.replacing(old, with: new))".utf8)
        let bytes = Array(head.utf8) + written
        return bytes + empty.dropFirst(bytes.count)
    }

    static let all: [Remains] = [
        Remains(
            name: "armed, no slot yet", isSending: false, slot: nil, state: .queued,
            outcome: "not_accepted"),
        Remains(
            name: "armed, empty slot", isSending: false, slot: empty, state: .queued,
            outcome: "not_accepted"),
        Remains(
            name: "sending, empty slot", isSending: true, slot: empty, state: .uncertain,
            outcome: "unknown"),
        Remains(
            name: "sending, slot is gone", isSending: true, slot: nil, state: .uncertain,
            outcome: "unknown"),
        Remains(
            name: "whole receipt of an accepted request", isSending: true,
            slot: receipt(200, #"{"id":"video_9","status":"queued"}"#), state: .submitted,
            outcome: "accepted"),
        Remains(
            name: "whole receipt of a refused request", isSending: true,
            slot: receipt(400, #"{"error":{"message":"no"}}"#), state: .rejected,
            outcome: "not_accepted"),
        Remains(
            name: "whole receipt that asks to wait", isSending: true,
            slot: receipt(429, "{}", headers: "Retry-After: 30\n"), state: .queued,
            outcome: "not_accepted"),
        Remains(
            name: "whole receipt of an error that tells nothing", isSending: true,
            slot: receipt(500, "oops"), state: .uncertain, outcome: "unknown"),
        Remains(
            name: "receipt cut in its middle", isSending: true,
            slot: Array(receipt(200, #"{"id":"video_9"}"#).prefix(95)), state: .uncertain,
            outcome: "unknown"),
        Remains(
            name: "receipt with a block of zeros", isSending: true,
            slot: Array(receipt(200, #"{"id":"video_9"}"#).prefix(95)) + empty,
            state: .uncertain, outcome: "unknown"),
        Remains(
            name: "receipt with one byte changed", isSending: true,
            slot: receipt(200, #"{"id":"video_9"}"#, changing: "9", to: "8"),
            state: .uncertain, outcome: "unknown"),
        Remains(
            name: "receipt with a damaged length", isSending: true,
            slot: Array("soralib-receipt 1 9223372036854775807 abc\nx".utf8) + empty,
            state: .uncertain, outcome: "unknown"),
        Remains(
            name: "receipt longer than any", isSending: true,
            slot: [UInt8](repeating: 7, count: 5 << 20), state: .uncertain, outcome: "unknown"),
    ]
}

@Suite(.timeLimit(.minutes(2))) struct `What a killed run left of a request` {
    /// The catalogue and the slot as a run leaves them that is killed at that point.
    private func stage(_ remains: Remains) throws -> World {
        let world = try World()
        try world.queue()
        let permit = try world.catalog.armSubmit(of: try world.catalog.task(number: 1))
        if remains.isSending { try world.catalog.beginSending(attempt: permit.attempt) }
        if let slot = remains.slot {
            try Data(slot).write(
                to: URL(fileURLWithPath: "\(world.folder.receipts)/\(permit.uid)"))
        }
        // Nothing is to be sent: what is found out comes from the disk alone.
        world.options.maximumSubmits = 0
        return world
    }

    @Test(arguments: Remains.all)
    func `is decided from the disk, without any request`(remains: Remains) async throws {
        let world = try stage(remains)
        let summary = try await world.sync()
        #expect(try world.state() == remains.state)
        #expect(try world.attempts() == ["answered \(remains.outcome)"])
        // Only what stays uncertain is looked for, in the service's list.
        let requests = world.transport.requests.count
        #expect(requests == (remains.state == .uncertain ? 1 : 0))
        #expect(world.service.count(.list) == requests)
        #expect(try world.names(world.folder.receipts).isEmpty)
        #expect(summary.uncertain == (remains.state == .uncertain ? 1 : 0))
        #expect(summary.submitted == (remains.state == .submitted ? 1 : 0))
    }

    @Test(arguments: Remains.all)
    func `is decided the same when deciding is cut short once more`(remains: Remains) async throws {
        for number in 0..<40 {
            let world = try stage(remains)
            let faults = Faults.at(number, EIO, sticky: true)
            world.files = faults.files
            _ = await world.syncFailing()
            world.files = FileSystem()
            try await world.sync()
            #expect(try world.state() == remains.state, "fault at call \(number)")
            // A service's list may be asked; nothing that charges is sent.
            #expect(!world.transport.requests.contains { $0.method == .post })
            if faults.failed == 0 { return }
        }
        Issue.record("no run was undisturbed")
    }

    @Test func `keeps the fragment of an answer as evidence`() async throws {
        let world = try stage(
            Remains(
                name: "", isSending: true,
                slot: Array("soralib-receipt 1 900 abc\n200\n\n{\"id\":\"video_77\"".utf8),
                state: .uncertain, outcome: "unknown"))
        try await world.sync()
        let detail = try world.sql("SELECT detail FROM event WHERE to_state = 'uncertain'")
        #expect(detail?.contains("video_77") == true)
    }

    @Test func `leads on to the video that was paid for, with no second charge`() async throws {
        let world = try stage(Remains.all[4])
        world.options.maximumSubmits = nil
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(try world.sql("SELECT remote_id FROM task") == "video_9")
        #expect(world.service.charges == 0)
    }

    @Test func `is uncertain where the request cannot be read by this program`() async throws {
        let world = try stage(Remains.all[4])
        try world.run(
            "DROP TRIGGER task_request_frozen; UPDATE task SET request = '{\"version\":99}'")
        #expect(try await world.sync().exitStatus == .decisionNeeded)
        #expect(try world.state() == .uncertain)
        let detail = try world.sql("SELECT detail FROM event WHERE to_state = 'uncertain'")
        #expect(detail?.contains("video_9") == true)
    }

    @Test func `is removed where its outcome is known already`() async throws {
        let world = try World()
        try await world.submitted()
        let uid = try world.catalog.attempts(ofTask: 1)[0].uid
        for name in ["\(uid)", "stranger"] {
            try Data(Remains.receipt(200, "{}"))
                .write(to: URL(fileURLWithPath: "\(world.folder.receipts)/\(name)"))
        }
        try FileSystem().makeFolder("\(world.folder.receipts)/folder")
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(try world.names(world.folder.receipts) == ["folder"])
    }
}

@Suite(.timeLimit(.minutes(2))) struct `What a killed run left of a download` {
    /// A task that was `downloading` when the run was killed, with what was known and what was there.
    private func stage(
        _ record: DownloadRecord?, incoming: [UInt8]? = nil, object: [UInt8]? = nil
    ) async throws -> World {
        let world = try World()
        try await world.submitted()
        world.options.maximumSubmits = 0
        let task = try world.catalog.task(number: 1)
        let completed = try world.catalog.advance(
            task,
            TaskChange(.finished, "polled")
                .completed(at: world.time.now(), expiresAt: world.time.now() + 3600))
        try world.catalog.advance(completed, TaskChange(.downloadBegun))
        if let record { try world.catalog.setDownload(record, ofTask: 1) }
        if let incoming, let record {
            try Data(incoming)
                .write(to: URL(fileURLWithPath: "\(world.folder.incoming)/\(record.file)"))
        }
        if let object, let stored = record?.stored {
            let path = world.folder.object(stored.sha256, stored.fileExtension)
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            try Data(object).write(to: URL(fileURLWithPath: path))
        }
        return world
    }

    private func hashed(_ bytes: [UInt8]) throws -> DownloadRecord {
        DownloadRecord(
            file: "t1-x.part", durableBytes: Int64(bytes.count), totalBytes: Int64(bytes.count),
            validator: "\"one\"",
            stored: StoredFile(
                sha256: try SHA256.digest(of: bytes), fileExtension: "mp4",
                bytes: Int64(bytes.count)))
    }

    @Test func `goes on, and the result is fetched`() async throws {
        let world = try await stage(nil)
        try await world.sync()
        #expect(try world.state() == .succeeded)
        #expect(world.service.count(.content) == 1)
    }

    @Test func `goes on from the bytes that are known to be durable, whatever the file's size`()
        async throws
    {
        let movie = Movie.bytes()
        // Behind the durable bytes is what a power cut may leave there.
        let torn = Array(movie.prefix(1000)) + [UInt8](repeating: 0, count: 700)
        let world = try await stage(
            DownloadRecord(
                file: "t1-x.part", durableBytes: 1000, totalBytes: 3000, validator: "\"one\""),
            incoming: torn)
        world.service.next(.content, .rest(of: movie, from: 1000))
        try await world.sync()
        #expect(try world.original() == movie)
        #expect(world.service.requests(.content)[0].headers["Range"] == "bytes=1000-")
    }

    @Test func `is not fetched again where every byte was there and not yet hashed`() async throws {
        let movie = Movie.bytes()
        let world = try await stage(
            DownloadRecord(
                file: "t1-x.part", durableBytes: 3000, totalBytes: 3000, validator: "\"one\""),
            incoming: movie)
        try await world.sync()
        #expect(try world.state() == .succeeded && world.original() == movie)
        #expect(world.service.count(.content) == 0)
    }

    @Test func `begins anew where the file is shorter than what is known of it`() async throws {
        let world = try await stage(
            DownloadRecord(
                file: "t1-x.part", durableBytes: 1000, totalBytes: 3000, validator: "\"one\""),
            incoming: Array(Movie.bytes().prefix(400)))
        try await world.sync()
        #expect(try world.original() == Movie.bytes())
        #expect(world.service.requests(.content)[0].headers["Range"] == nil)
    }

    @Test func `is stored without any request where it was hashed and not yet in its place`()
        async throws
    {
        let movie = Movie.bytes()
        let world = try await stage(try hashed(movie), incoming: movie)
        try await world.sync()
        #expect(try world.state() == .succeeded && world.original() == movie)
        #expect(world.service.count(.content) == 0)
        #expect(try world.names(world.folder.incoming) == ["receipts"])
    }

    @Test func `is adopted by its hash without any request where it had its place already`()
        async throws
    {
        let movie = Movie.bytes()
        let world = try await stage(try hashed(movie), object: movie)
        try await world.sync()
        #expect(try world.state() == .succeeded)
        #expect(try world.sql("SELECT verdict FROM video") == "verified")
        #expect(world.service.count(.content) == 0)
    }

    @Test(arguments: [true, false])
    func `is fetched again where the file is not what was hashed`(isIncoming: Bool) async throws {
        let movie = Movie.bytes()
        let damaged = Movie.bytes(seed: 3)
        let world = try await stage(
            try hashed(movie), incoming: isIncoming ? damaged : nil,
            object: isIncoming ? nil : damaged)
        try await world.sync()
        #expect(try world.state() == .succeeded && world.original() == movie)
        #expect(world.service.count(.content) == 1)
        #expect(world.service.charges == 1)
    }

    @Test func `is removed where it belongs to no download, and other files are not`() async throws
    {
        let world = try World()
        for name in ["t5-left.part", "import-1.mp4"] {
            try Data([1]).write(to: URL(fileURLWithPath: "\(world.folder.incoming)/\(name)"))
        }
        try await world.sync()
        #expect(try world.names(world.folder.incoming) == ["import-1.mp4", "receipts"])
    }
}
