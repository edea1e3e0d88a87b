/// What the catalogue is asked about a family: each in one statement, whatever the family's size.
package enum LineageQuestion: CaseIterable, Sendable {
    /// The numbers of a video and of all that it came from, the youngest first.
    case ancestors
    /// The numbers of a video and of all that came of it.
    case descendants
    /// What is said of the videos of a list.
    case videos
    /// What is said of the tasks of a list.
    case tasks
    /// The tasks under way whose video will come of one of a list of videos.
    case waiting

    private static let task = """
        SELECT task.id, task.remixed_from, task.operation, task.state, NULL, NULL, NULL, task.created_at,
               task.prompt_text, provider.name, task.remote_id, NULL
        """

    /// The statement; `?1` is a number, or a JSON array of numbers, and `?2` one of states.
    package var sql: String {
        switch self {
        // UNION drops what was seen, so a loop in a damaged catalogue ends too.
        case .ancestors:
            """
            WITH RECURSIVE family (id) AS (
                SELECT ?1 UNION
                SELECT video.remixed_from FROM family JOIN video ON video.id = family.id
                WHERE video.remixed_from IS NOT NULL)
            SELECT id FROM family
            """
        case .descendants:
            """
            WITH RECURSIVE family (id) AS (
                SELECT ?1 UNION
                SELECT video.id FROM family JOIN video ON video.remixed_from = family.id)
            SELECT id FROM family
            """
        case .videos:
            """
            SELECT video.id, video.remixed_from, video.operation, video.verdict, video.file_state,
                   video.trashed_at IS NOT NULL, video.bytes IS NOT NULL, video.created_at,
                   coalesce(task.prompt_text, prompt.text),
                   coalesce(provider.name, video.origin_provider),
                   coalesce(task.remote_id, video.origin_id), task.state
            FROM json_each(?1) AS wanted CROSS JOIN video ON video.id = wanted.value
            LEFT JOIN task ON task.id = video.task_id
            LEFT JOIN prompt ON prompt.id = video.prompt_id
            LEFT JOIN provider ON provider.id = task.provider_id
            """
        case .tasks:
            """
            \(Self.task) FROM json_each(?1) AS wanted CROSS JOIN task ON task.id = wanted.value
            LEFT JOIN provider ON provider.id = task.provider_id
            """
        case .waiting:
            """
            \(Self.task) FROM json_each(?1) AS wanted CROSS JOIN task ON task.remixed_from = wanted.value
            LEFT JOIN provider ON provider.id = task.provider_id
            WHERE task.state NOT IN (SELECT value FROM json_each(?2))
              AND NOT EXISTS (SELECT 1 FROM video WHERE video.task_id = task.id)
            """
        }
    }
}
