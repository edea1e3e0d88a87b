import SoraSQLite

/// Fills a new library with as many videos as are wanted, to measure what a large library costs.
///
/// It writes the rows that a sync would leave, and no files; the triggers of the catalogue do the rest.
struct LibraryFiller {
    private let folder: String
    private let count: Int
    private var random: SeededRandom
    private let writer: PromptWriter
    private let family = FamilyPlan()

    /// So many rows are committed at a time.
    private static let batch = 10_000
    private static let start: Int64 = 1_735_689_600_000

    /// - Parameters:
    ///   - folder: the library, which soralib made and nobody uses.
    ///   - count: how many videos.
    ///   - seed: what they are drawn from.
    init(_ folder: String, count: Int, seed: UInt64) {
        self.folder = folder
        self.count = count
        random = SeededRandom(seed: seed, run: 0)
        writer = PromptWriter(words: 20_000, &random)
    }

    /// Writes everything.
    mutating func run() throws {
        let connection = try Connection.open(folder + "/soralib.sqlite", .readWrite)
        let trigger = try connection.text(
            "SELECT sql FROM sqlite_schema WHERE name = 'task_first_state'")
        try connection.run(
            """
            BEGIN IMMEDIATE;
            INSERT INTO provider (id, uid, name, profile, base_url, key_source, created_at)
                VALUES (1, 'p1', 'bench', 'openai-compatible', 'http://127.0.0.1:1', '{}', 0),
                       (2, 'p2', 'other', 'openai-compatible', 'http://127.0.0.1:1', '{}', 0);
            INSERT INTO field (id, uid, name, type, created_at)
                VALUES (1, 'f1', 'client', 'text', 0), (2, 'f2', 'scene', 'number', 0);
            -- Tasks that have succeeded are written as such.
            DROP TRIGGER task_first_state;
            COMMIT
            """)
        var done = 0
        while done < count {
            let number = min(Self.batch, count - done)
            try write(from: done + 1, number, on: connection)
            done += number
        }
        if let trigger { try connection.run(trigger) }
        try connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private mutating func write(
        from first: Int, _ number: Int, on connection: borrowing Connection
    ) throws {
        let rows = SQLValue.text(
            "[" + (first..<first + number).map { row($0) }.joined(separator: ",") + "]")
        try connection.run("BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON")
        try connection.execute(
            """
            INSERT INTO task (id, uid, state, provider_id, operation, remixed_from, model, prompt_text, seconds,
                              width, height, request, remote_id, created_at)
            SELECT value ->> 0, printf('t%036d', value ->> 0), 'succeeded', 1 + (value ->> 0) % 50 / 49,
                   iif(value ->> 7 IS NULL, 'create', 'remix'), value ->> 7,
                   CASE (value ->> 0) % 20 WHEN 0 THEN 'sora-2-pro' ELSE 'sora-2' END, value ->> 1, 8, 1280, 720,
                   '{}', 'video_' || (value ->> 0), value ->> 2 FROM json_each(?)
            """, [rows])
        // The tags and fields of a video before the video: its texts are indexed once.
        try connection.execute(
            """
            INSERT INTO video_tag (video_id, tag)
            SELECT DISTINCT one.value ->> 0, tag.value
            FROM json_each(?) AS one, json_each(one.value, '$[4]') AS tag
            """, [rows])
        try connection.execute(
            """
            INSERT INTO video_field (video_id, field_id, text)
            SELECT value ->> 0, 1, 'Client ' || (value ->> 5) FROM json_each(?) WHERE value ->> 5 < 200
            """, [rows])
        try connection.execute(
            """
            INSERT INTO video_field (video_id, field_id, number)
            SELECT value ->> 0, 2, value ->> 6 FROM json_each(?) WHERE value ->> 6 < 500
            """, [rows])
        try connection.execute(
            """
            INSERT INTO video (id, uid, task_id, operation, remixed_from, file_state, sha256, extension, bytes,
                               container, duration, width, height, rotation, frame_rate, bit_rate, video_codec,
                               audio_codec, has_audio, requested_seconds, requested_width, requested_height,
                               verdict, rating, created_at)
            SELECT value ->> 0, printf('v%036d', value ->> 0), value ->> 0,
                   iif(value ->> 7 IS NULL, 'create', 'remix'), value ->> 7, 'present',
                   printf('%064x', value ->> 0), 'mp4', 600000 + (value ->> 0), 'mov,mp4,m4a,3gp,3g2,mj2',
                   4.0 + (value ->> 0) % 9, 1280, 720, 0, 30.0, 1200000, 'h264', 'aac', 1, 8.0, 1280, 720,
                   CASE (value ->> 0) % 100 WHEN 7 THEN 'corrupt' WHEN 8 THEN 'mismatch' ELSE 'verified' END,
                   value ->> 3, value ->> 2 FROM json_each(?)
            """, [rows])
        try connection.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// One video as a JSON array: number, prompt, time, rating, tags, client, scene, parent.
    private mutating func row(_ number: Int) -> String {
        let prompt = writer.prompt(&random)
        let parent = family.parent(of: number, &random).map(String.init) ?? "null"
        let time = Self.start + Int64(number) * 60_000
        let rating = random.below(3) == 0 ? "\(random.below(6))" : "null"
        let tags = (0..<random.below(4)).map { _ in
            // A few tags have most of the videos.
            let tag = min(random.below(400), random.below(400), random.below(400))
            return "\"tag \(tag)\""
        }
        return "[\(number),\"\(prompt)\",\(time),\(rating),[\(tags.joined(separator: ","))],"
            + "\(random.below(600)),\(random.below(1000)),\(parent)]"
    }
}
