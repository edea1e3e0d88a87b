package import SoraModel
import SoraSQLite

extension Catalog {
    /// Commits a result: the video, and the task that it came of as `succeeded`, together.
    ///
    /// - Returns: the video's number.
    package func storeResult(
        of task: TaskRecord, file: StoredFile, measured: Measured
    ) throws -> Int64 {
        try database.write { connection in
            // A task that started from it may have been queued before it was there.
            let number = try placeholder(forTask: task.id, on: connection)
            try connection.execute(
                """
                UPDATE video SET file_state = 'present', sha256 = ?, extension = ?, bytes = ?, created_at = ?
                WHERE id = ?
                """,
                [
                    .text(file.sha256), .text(file.fileExtension), .integer(file.bytes),
                    .integer(now), .integer(number),
                ])
            try handOver(task.id, to: number, on: connection)
            try store(measured, fileState: .present, ofVideo: number, on: connection)
            try advance(
                task.id, from: task.state,
                TaskChange(.stored, "stored as v\(number)").progress(100), on: connection)
            return number
        }
    }

    /// Results of a provider that do not read, that the service still has, and that were fetched once
    /// only.
    package func corruptResults(
        of provider: Int64, at time: Timestamp
    ) throws -> [(task: TaskRecord, video: VideoRecord)] {
        let found = try database.read { connection in
            try connection.rows(
                """
                SELECT task.id, video.id FROM video JOIN task ON task.id = video.task_id
                WHERE video.verdict = 'corrupt' AND task.provider_id = ? AND task.expires_at > ?
                  AND NOT EXISTS (
                      SELECT 1 FROM event
                      WHERE event.task_id = task.id AND event.what LIKE 'fetched once more%')
                ORDER BY task.expires_at, task.id
                """, [.integer(provider), .integer(time.milliseconds)]
            ) { (task: $0.integer(0) ?? 0, video: $0.integer(1) ?? 0) }
        }
        let videos = Dictionary(
            try videos(numbers: found.map(\.video)).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return try found.compactMap { row in
            try videos[row.video].map { (try task(number: row.task), $0) }
        }
    }

    /// Commits that a result was fetched once more, and what came of it.
    ///
    /// - Parameters:
    ///   - task: the task, which has succeeded.
    ///   - video: its video.
    ///   - better: the file that takes the place of the one that was there, and what was measured in
    ///     it; `nil` where none does.
    ///   - what: what came of it, for the task's history.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func secondLook(
        at task: TaskRecord, video: VideoRecord, better: (file: StoredFile, measured: Measured)?,
        _ what: String
    ) throws {
        try database.write { connection in
            if let better {
                try connection.execute(
                    "UPDATE video SET sha256 = ?, extension = ?, bytes = ? WHERE id = ?",
                    [
                        .text(better.file.sha256), .text(better.file.fileExtension),
                        .integer(better.file.bytes), .integer(video.id),
                    ])
                try store(better.measured, fileState: .present, ofVideo: video.id, on: connection)
            }
            try record(
                "fetched once more: \(what)", of: task.id, from: task.state, to: task.state,
                detail: nil, on: connection)
        }
    }

    /// Whether any video has that file.
    package func isUsed(_ file: StoredFile) throws -> Bool {
        try database.read { connection in
            try connection.integer(
                "SELECT 1 FROM video WHERE sha256 = ?", [.text(file.sha256)]) != nil
        }
    }

    /// Commits what a check found of a video.
    package func update(
        _ video: VideoRecord, fileState: FileState, measured: Measured?
    ) throws {
        try database.write { connection in
            if let measured {
                try store(measured, fileState: fileState, ofVideo: video.id, on: connection)
            } else {
                try connection.execute(
                    "UPDATE video SET file_state = ? WHERE id = ?",
                    [.text(fileState.rawValue), .integer(video.id)])
            }
        }
    }

    /// The numbers of the videos that were not checked since a moment, or of which nothing could be said.
    ///
    /// - Parameters:
    ///   - moment: the moment.
    ///   - deeply: whether only a check counts that decoded every frame.
    /// - Returns: their numbers.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func videoNumbers(
        uncheckedSince moment: Timestamp, deeply: Bool = false
    ) throws -> Set<Int64> {
        try database.read { connection in
            Set(
                try connection.rows(
                    """
                    SELECT id FROM video WHERE file_state <> 'absent'
                        AND (probed_at IS NULL OR probed_at < ?1 OR verdict = 'unprobed'
                            OR (?2 AND coalesce(
                                deep_at, CASE verdict WHEN 'corrupt' THEN probed_at END, 0) < ?1))
                    """, [.integer(moment.milliseconds), SQLValue(deeply)]
                ) { $0.integer(0) ?? 0 })
        }
    }

    /// How many bytes the files of some videos have in all.
    package func bytes(ofVideos numbers: [Int64]) throws -> Int64 {
        try database.read { connection in
            try connection.integer(
                "SELECT sum(bytes) FROM video WHERE id IN (SELECT value FROM json_each(?))",
                [numbers.list]) ?? 0
        }
    }

    /// The videos of those numbers, or all that have or had a file; by number.
    package func videos(numbers: [Int64]? = nil) throws -> [VideoRecord] {
        var sql = """
            SELECT id, sha256, extension, bytes, file_state, requested_seconds, requested_width,
                   requested_height, requested_aspect_ratio, verdict, requested_tolerance,
                   requested_side_from, requested_side_to, requested_audio, deep
            FROM video WHERE file_state <> 'absent'
            """
        var values: [SQLValue] = []
        if let numbers {
            sql += " AND id IN (SELECT value FROM json_each(?))"
            values.append(numbers.list)
        }
        return try database.read { connection in
            try connection.rows(sql + " ORDER BY id", values, Self.video)
        }
    }

    /// Keeps what was measured in a file, in the caller's transaction.
    func store(
        _ measured: Measured, fileState: FileState, ofVideo number: Int64,
        on connection: borrowing Connection
    ) throws {
        let probe = measured.probe
        try connection.execute(
            """
            UPDATE video
            SET file_state = ?, container = ?, duration = ?, width = ?, height = ?, rotation = ?,
                frame_rate = ?, bit_rate = ?, video_codec = ?, audio_codec = ?, has_audio = ?,
                video_duration = ?, fast_start = ?, verdict = ?, reasons = ?, reason_codes = ?,
                probed_at = ?
            WHERE id = ?
            """,
            [
                .text(fileState.rawValue), SQLValue(probe?.container), SQLValue(probe?.duration),
                SQLValue(probe?.width), SQLValue(probe?.height), SQLValue(probe?.rotation),
                SQLValue(probe?.frameRate), SQLValue(probe?.bitRate), SQLValue(probe?.videoCodec),
                SQLValue(probe?.audioCodec), SQLValue(probe?.hasAudio),
                SQLValue(probe?.videoDuration), SQLValue(probe?.fastStart),
                .text(measured.outcome.verdict.rawValue),
                .text(JSONText.array(measured.outcome.reasons)),
                .text(JSONText.array(measured.outcome.reasonCodes)),
                .integer(now), .integer(number),
            ])
        switch (measured.deep, measured.isDeepNew) {
        case (nil, _):
            try connection.execute(
                "UPDATE video SET deep = NULL, deep_at = NULL WHERE id = ? AND deep IS NOT NULL",
                [.integer(number)])
        case (let deep?, true):
            try connection.execute(
                "UPDATE video SET deep = ?, deep_at = ? WHERE id = ?",
                [.text(deep.json), .integer(now), .integer(number)])
        case (_?, false): break
        }
    }

    /// Reads four columns: the tolerance, the ends of the short side, and whether there is to be sound.
    static func expectation(_ row: borrowing Row, from column: Int) -> MediaExpectation {
        var side: ClosedRange<Int>?
        if let from = row.int(column + 1), let to = row.int(column + 2), from <= to {
            side = from...to
        }
        return MediaExpectation(
            durationTolerance: row.real(column) ?? MediaExpectation.usualTolerance,
            shortSide: side, hasAudio: row.int(column + 3) == 1)
    }

    private static func video(_ row: borrowing Row) throws -> VideoRecord {
        var file: StoredFile?
        if let sha256 = row.text(1), let kind = row.text(2) {
            file = StoredFile(sha256: sha256, fileExtension: kind, bytes: row.integer(3) ?? 0)
        }
        var size: PixelSize?
        if let width = row.int(6), let height = row.int(7) {
            size = PixelSize(width: width, height: height)
        }
        return VideoRecord(
            id: row.integer(0) ?? 0, file: file,
            fileState: FileState(rawValue: row.text(4) ?? "") ?? .missing,
            requested: RequestedMedia(
                seconds: row.real(5), size: size,
                aspectRatio: row.text(8).flatMap { AspectRatio($0) },
                expectation: expectation(row, from: 10)),
            verdict: Verdict(rawValue: row.text(9) ?? "") ?? .unprobed, deep: row.text(14))
    }
}
