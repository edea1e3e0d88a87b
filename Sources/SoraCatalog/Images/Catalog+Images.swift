package import SoraModel
import SoraSQLite

extension Catalog {
    /// Adds images, all or none; the same file, or the same address without a file, is there once.
    ///
    /// - Parameters:
    ///   - images: the images; their files have their place already.
    ///   - tags: what each is tagged with.
    /// - Returns: their numbers, in order, and whether each is new.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func addImages(
        _ images: [ImageRecord], tags: [String] = []
    ) throws -> [(number: Int64, isNew: Bool)] {
        try changing(.final) { connection, _ in
            try add(images, tags: tags, on: connection)
        }
    }

    /// Adds the frame that a task begins with, and notes it as the task's first image.
    ///
    /// - Returns: its number.
    package func addFrame(_ image: ImageRecord, toTask task: Int64) throws -> Int64 {
        try database.write { connection in
            let number = try add([image], on: connection).first?.number ?? 0
            let known = try connection.integer(
                "SELECT 1 FROM task_image WHERE task_id = ? AND image_id = ?",
                [.integer(task), .integer(number)])
            if known == nil {
                // In two steps: two images cannot have the same place, not even for a moment.
                try connection.execute(
                    "UPDATE task_image SET position = position + 1000 WHERE task_id = ?",
                    [.integer(task)])
                try connection.execute(
                    "UPDATE task_image SET position = position - 999 WHERE task_id = ?",
                    [.integer(task)])
                try connection.execute(
                    "INSERT INTO task_image (task_id, position, image_id) VALUES (?, 1, ?)",
                    [.integer(task), .integer(number)])
            }
            return number
        }
    }

    private func add(
        _ images: [ImageRecord], tags: [String] = [], on connection: borrowing Connection
    ) throws -> [(number: Int64, isNew: Bool)] {
        try images.map { image in
            let known = try knownImage(image, on: connection)
            let number: Int64
            if let known {
                number = known
                try connection.execute(
                    """
                    UPDATE image SET url = coalesce(?, url), title = coalesce(?, title)
                    WHERE id = ?
                    """, [SQLValue(image.url), SQLValue(image.title), .integer(known)])
            } else {
                try connection.execute(
                    """
                    INSERT INTO image (uid, url, sha256, extension, bytes, format, width, height,
                                       title, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    [
                        .text(newUID().text), SQLValue(image.url),
                        SQLValue(image.file?.sha256), SQLValue(image.file?.fileExtension),
                        SQLValue(image.file?.bytes), SQLValue(image.format),
                        SQLValue(image.width), SQLValue(image.height), SQLValue(image.title),
                        .integer(now),
                    ])
                number = connection.lastInsertedRow
            }
            for tag in tags {
                try connection.execute(
                    "INSERT OR IGNORE INTO image_tag (image_id, tag) VALUES (?, ?)",
                    [.integer(number), .text(tag)])
            }
            return (number, known == nil)
        }
    }

    private func knownImage(
        _ image: ImageRecord, on connection: borrowing Connection
    ) throws -> Int64? {
        if let file = image.file {
            return try connection.integer(
                "SELECT id FROM image WHERE sha256 = ? ORDER BY id LIMIT 1", [.text(file.sha256)])
        }
        return try connection.integer(
            "SELECT id FROM image WHERE sha256 IS NULL AND url = ? ORDER BY id LIMIT 1",
            [SQLValue(image.url)])
    }

    /// The image of that number.
    ///
    /// - Throws: `SoraError` of code `not_found`.
    package func image(number: Int64) throws -> ImageRecord {
        let found = try database.read { connection in
            try connection.row(
                """
                SELECT id, sha256, extension, bytes, url, format, width, height, title
                FROM image WHERE id = ?
                """, [.integer(number)]
            ) { row in
                var file: StoredFile?
                if let sha256 = row.text(1), let kind = row.text(2) {
                    file = StoredFile(
                        sha256: sha256, fileExtension: kind, bytes: row.integer(3) ?? 0)
                }
                return ImageRecord(
                    id: row.integer(0) ?? 0, file: file, url: row.text(4), format: row.text(5),
                    width: row.int(6), height: row.int(7), title: row.text(8))
            }
        }
        guard let found else {
            throw SoraError(
                .notFound, "there is no image i\(number)", hint: "see `soralib list images`")
        }
        return found
    }

    /// The numbers of the images that a task sends, in their order.
    package func images(ofTask task: Int64) throws -> [Int64] {
        try database.read { connection in
            try connection.rows(
                "SELECT image_id FROM task_image WHERE task_id = ? ORDER BY position",
                [.integer(task)]
            ) { $0.integer(0) ?? 0 }
        }
    }

    /// The tasks that an image is sent with, by number, and the video of each that has one.
    package func uses(ofImage image: Int64) throws -> [(task: Handle, video: Handle?)] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT task_image.task_id, video.id FROM task_image
                LEFT JOIN video ON video.task_id = task_image.task_id
                WHERE image_id = ? ORDER BY task_image.task_id
                """, [.integer(image)]
            ) { row in
                (Handle(.task, row.integer(0) ?? 0), row.integer(1).map { Handle(.video, $0) })
            }
        }
    }
}
