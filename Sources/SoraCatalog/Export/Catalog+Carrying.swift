import SoraModel
import SoraSQLite

extension Catalog {
    /// Lends what another library needs to have videos again as they are here, beside the fields of their objects.
    ///
    /// What a video cost is not in it: that is the business of whoever paid.
    ///
    /// - Parameters:
    ///   - numbers: the videos' numbers; one that is not there is left out.
    ///   - body: is lent each video's number and its JSON object.
    /// - Throws: `SoraError` when the catalogue cannot be read, and what `body` throws.
    package func forEachCarried(
        _ numbers: [Int64], _ body: (Int64, String) throws -> Void
    ) throws {
        try database.read { connection in
            try connection.forEachRow(Self.carriedFacts, [numbers.list]) { row in
                try body(row.integer(0) ?? 0, row.text(1) ?? "{}")
                return true
            }
        }
    }

    private static let carriedFacts: String = {
        func moment(_ column: String) -> String {
            "strftime('%Y-%m-%dT%H:%M:%fZ', \(column) / 1000.0, 'unixepoch')"
        }
        return """
            SELECT video.id, json_object(
                'format', 1,
                'created_at', \(moment("video.created_at")),
                'remote_id', coalesce(task.remote_id, nullif(video.origin_id, video.uid)),
                'parent', parent.uid,
                'requested', json(CASE WHEN video.requested_tolerance IS NOT NULL THEN json_object(
                    'tolerance', video.requested_tolerance,
                    'short_side_from', video.requested_side_from, 'short_side_to', video.requested_side_to,
                    'audio', json(CASE video.requested_audio WHEN 1 THEN 'true' ELSE 'false' END)) END),
                'prompt', json(CASE WHEN prompt.text = coalesce(task.prompt_text, prompt.text) THEN json_object(
                    'uid', prompt.uid, 'title', prompt.title,
                    'tags', json((SELECT json_group_array(tag) FROM (
                        SELECT tag FROM prompt_tag WHERE prompt_id = prompt.id ORDER BY tag))),
                    'revision', prompt.revision, 'revises', revised.uid,
                    'created_at', \(moment("prompt.created_at"))) END),
                'collections', json((SELECT json_group_array(json(value)) FROM (
                    SELECT json_object('uid', collection.uid, 'name', collection.name, 'position', position,
                        'created_at', \(moment("collection.created_at"))) AS value
                    FROM collection_video JOIN collection ON collection.id = collection_id
                    WHERE video_id = video.id ORDER BY collection.name))),
                'fields', json((SELECT json_group_array(json(value)) FROM (
                    SELECT json_object('uid', field.uid, 'name', field.name, 'type', field.type, 'value',
                        json(CASE WHEN video_field.text IS NOT NULL THEN json_quote(video_field.text)
                            WHEN CAST(printf('%!.15g', number) AS REAL) = number THEN printf('%!.15g', number)
                            ELSE printf('%!.17g', number) END)) AS value
                    FROM video_field JOIN field ON field.id = field_id
                    WHERE video_id = video.id ORDER BY field.name))))
            FROM json_each(?1) AS wanted
            JOIN video ON video.id = wanted.value
            LEFT JOIN video AS parent ON parent.id = video.remixed_from
            LEFT JOIN task ON task.id = video.task_id
            LEFT JOIN prompt ON prompt.id = video.prompt_id
            LEFT JOIN prompt AS revised ON revised.id = prompt.revises
            ORDER BY wanted.key
            """
    }()
}
