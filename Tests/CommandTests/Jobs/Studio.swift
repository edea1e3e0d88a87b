import Foundation
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

/// The library of a small studio on a Sunday morning, which the everyday jobs of `docs/jobs.md` are done in.
///
/// The clock stands still, so that what is written about it stays true.
struct Studio {
    /// The morning: 2026-11-22T07:30:00Z.
    static let morning = Timestamp(milliseconds: 1_795_332_600_000)

    /// The folder in which commands are typed; `clips` in it is the library.
    let folder: TemporaryFolder
    private let system = SystemContext(
        time: HeldTime(Studio.morning), random: RepeatableRandom(seed: 7))

    init() async throws {
        folder = try TemporaryFolder()
        for line in [
            "init clips",
            "provider add studio --profile openai-compatible --base-url http://127.0.0.1:1 --no-key",
            "field add client text", "collection create Spring",
            "queue 'a red fox in the snow' --seconds 8 --size 720x1280 --collection Spring",
            "queue 'a hen in the rain' --seconds 8 --size 1280x720 --collection Spring",
            "queue 'an owl at night' --seconds 4 --size 1280x720",
            "queue 'waves on a beach' --seconds 8 --size 720x1280 --model sora-2-pro",
            "queue 'a paper boat' --seconds 8 --size 720x1280",
            "queue 'a lighthouse' --seconds 4 --size 1280x720",
            "queue 'a street in spring' --seconds 8 --size 720x1280",
            "queue 'a train in the fog' --seconds 8 --size 1280x720",
            "queue 'a market at dawn' --seconds 4 --size 1280x720",
        ] {
            let outcome = await run(line)
            try #require(outcome.status == 0, "\(line): \(outcome)")
        }
        try tellTheNight()
    }

    /// Runs a line in the studio's folder.
    func run(_ line: String) async -> InProcess.Outcome {
        var environment = Workshop.environment
        environment["SORALIB_LIBRARY"] = folder.file("clips")
        return await InProcess.run(
            ShellLine.words(line), in: folder.path, environment: environment, system: system)
    }

    /// What became of the tasks, and what else came: t1 to t4 have clips, t5 and t6 failed, t7 is on its way, nobody
    /// knows of t8, and t9 waits.
    private func tellTheNight() throws {
        let connection = try Connection.open(folder.file("clips/soralib.sqlite"), .readWrite)
        let night = Studio.morning.milliseconds - 6 * 3_600_000
        let october = Studio.morning.milliseconds - 30 * 86_400_000
        func step(_ task: Int, _ states: String...) throws {
            for state in states {
                try connection.run(
                    "UPDATE task SET remote_id = 'video_\(task)', state = '\(state)' WHERE id = \(task)"
                )
            }
        }
        for task in 1...4 {
            try step(
                task, "submitting", "submitted", "in_progress", "completed", "downloading",
                "succeeded")
        }
        for task in 5...6 { try step(task, "submitting", "submitted", "failed") }
        try step(7, "submitting", "submitted", "in_progress")
        try connection.run("UPDATE task SET state = 'submitting' WHERE id = 8")
        try connection.run("UPDATE task SET state = 'uncertain' WHERE id = 8")
        try connection.run(
            """
            UPDATE task SET cost_micros = 800000, cost_currency = 'USD', cost_estimated = 1 WHERE id IN (1, 2, 5, 6, 7);
            UPDATE task SET cost_micros = 400000, cost_currency = 'USD', cost_estimated = 0 WHERE id = 3;
            UPDATE task SET cost_micros = 2400000, cost_currency = 'USD', cost_estimated = 0 WHERE id = 4;
            UPDATE task SET created_at = \(october) WHERE id IN (1, 3, 4);
            UPDATE task SET error_code = 'moderation', error_message = 'the prompt was refused by the safety system'
            WHERE id = 5;
            UPDATE task SET error_code = 'provider_error', error_message = 'internal error' WHERE id = 6;
            UPDATE task SET progress = 40 WHERE id = 7;
            """)
        let clips:
            [(
                title: String, task: Int?, width: Int, height: Int, seconds: Double,
                verdict: String, audio: Bool, at: Int64, rating: Int?, client: String?
            )] = [
                ("Fox", 1, 720, 1280, 8, "verified", true, october, 5, "Acme"),
                ("Hen", 2, 1280, 720, 6.2, "mismatch", true, night, nil, "Acme"),
                ("Owl", 3, 1280, 720, 4, "verified", false, october, 3, nil),
                ("Waves", 4, 720, 1280, 8, "verified", true, october, 4, "Acme"),
                ("Old reel", nil, 1920, 1080, 61, "unchecked", true, october, nil, "Byte"),
                ("Broken take", nil, 1280, 720, 4, "corrupt", false, october, nil, nil),
            ]
        for (index, clip) in clips.enumerated() {
            let bytes = Array("the bytes of \(clip.title)\n".utf8)
            let sha256 = try SHA256.digest(of: bytes)
            let path = "clips/objects/\(sha256.prefix(2))/\(sha256).mp4"
            try FileManager.default.createDirectory(
                atPath: folder.file("clips/objects/\(sha256.prefix(2))"),
                withIntermediateDirectories: true)
            try folder.write(bytes, to: path)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o444], ofItemAtPath: folder.file(path))
            let reasons =
                clip.verdict == "mismatch"
                ? "[\"duration 6.2 s, requested 8 s\"]"
                : clip.verdict == "corrupt" ? "[\"does not decode\"]" : "[]"
            try connection.run(
                """
                INSERT INTO video (uid, title, task_id, prompt_id, operation, file_state, sha256, extension, bytes,
                                   container, duration, width, height, video_codec, audio_codec, has_audio, verdict,
                                   reasons, rating, created_at, probed_at)
                VALUES ('0199aaaa-\(index + 1)', '\(clip.title)', \(clip.task.map(String.init) ?? "NULL"),
                        \(clip.task.map(String.init) ?? "NULL"), '\(clip.task == nil ? "import" : "create")', 'present',
                        '\(sha256)', 'mp4', \(bytes.count), 'mp4', \(clip.seconds), \(clip.width), \(clip.height),
                        'h264', \(clip.audio ? "'aac'" : "NULL"), \(clip.audio ? 1 : 0), '\(clip.verdict)',
                        '\(reasons)', \(clip.rating.map(String.init) ?? "NULL"), \(clip.at), \(clip.at));
                """)
            if let client = clip.client {
                try connection.run(
                    """
                    INSERT INTO video_field (field_id, video_id, text)
                    SELECT id, \(index + 1), '\(client)' FROM field WHERE name = 'client'
                    """)
            }
        }
        try connection.run(
            """
            UPDATE video SET remixed_from = 1, operation = 'remix' WHERE id = 4;
            INSERT INTO collection_video (collection_id, video_id, position)
            SELECT id, 1, 1 FROM collection WHERE name = 'Spring' UNION ALL
            SELECT id, 4, 2 FROM collection WHERE name = 'Spring';
            INSERT INTO video_tag (video_id, tag) VALUES (1, 'winter'), (4, 'sea');
            """)
    }
}
