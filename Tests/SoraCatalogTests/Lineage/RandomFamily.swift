import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport

/// A library whose videos, tasks and prompts came from each other in ways drawn from a seed.
struct RandomFamily {
    let fixture: CatalogFixture

    private struct Draw: RandomNumberGenerator {
        let source: RepeatableRandom
        mutating func next() -> UInt64 {
            source.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// Makes the library: present, imported and missing videos, placeholders, trash, purged parents, tries that
    /// followed others, tasks that wait, and prompts that were revised.
    init(seed: UInt64) throws {
        fixture = try CatalogFixture()
        var draw = Draw(source: RepeatableRandom(seed: seed))
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &draw) < percent }
        let count = Int.random(in: 1...40, using: &draw)
        // Parents may have higher numbers than their children.
        let order = (1...count).shuffled(using: &draw)
        var sql = "PRAGMA foreign_keys = OFF; BEGIN;"
        let text = Int.random(in: 1...8, using: &draw)
        for prompt in 1...text {
            let revises = prompt > 1 && chance(50) ? prompt - 1 : nil
            sql += """
                INSERT INTO prompt (id, uid, text, digest, revision, revises, created_at)
                VALUES (\(prompt), 'p\(prompt)', 'text \(prompt)', '', \(revises == nil ? 1 : 2),
                        \(revises.map(String.init) ?? "NULL"), 0);
                """
        }
        for (place, video) in order.enumerated() {
            let parent =
                place > 0 && chance(80) ? order[Int.random(in: 0..<place, using: &draw)] : nil
            let link = parent.map(String.init) ?? "NULL"
            let operation =
                ["remix", "edit", "extend", "frame"].randomElement(using: &draw) ?? "remix"
            let prompt = Int.random(in: 1...text, using: &draw)
            if chance(20) {
                sql += """
                    INSERT INTO video (id, uid, operation, remixed_from, file_state, verdict, origin_provider,
                                       origin_id, created_at)
                    VALUES (\(video), 'v\(video)', '\(operation)', \(link), 'absent', 'unprobed', 'elsewhere',
                            'video_\(video)', 0);
                    """
                continue
            }
            let isMade = chance(60)
            if isMade {
                let retry = place > 0 && chance(20) ? "(SELECT max(id) FROM task)" : "NULL"
                sql += """
                    INSERT INTO task (id, uid, state, provider_id, prompt_id, operation, model, prompt_text, request,
                                      retry_of, remixed_from, remote_id, created_at)
                    VALUES (\(video), 't\(video)', 'queued', 1, \(prompt), '\(operation)', 'm', 'text', '{}', \(retry),
                            \(link), 'video_\(video)', 0);
                    """
                for state in ["submitting", "submitted", "completed", "downloading", "succeeded"] {
                    sql += "UPDATE task SET state = '\(state)' WHERE id = \(video);"
                }
            }
            sql += """
                INSERT INTO video (id, uid, task_id, prompt_id, operation, remixed_from, file_state, sha256, extension,
                                   bytes, verdict, created_at, trashed_at)
                VALUES (\(video), 'v\(video)', \(isMade ? "\(video)" : "NULL"), \(isMade ? "NULL" : "\(prompt)"),
                        '\(isMade ? operation : "import")', \(link), '\(chance(90) ? "present" : "missing")',
                        printf('%064d', \(chance(90) ? video : 1000 + video % 3)), 'mp4', 7, 'verified', 0,
                        \(chance(20) ? "1" : "NULL"));
                """
        }
        for task in 0..<Int.random(in: 0...5, using: &draw) {
            sql += """
                INSERT INTO task (id, uid, state, provider_id, operation, model, prompt_text, request, remixed_from,
                                  created_at)
                VALUES (\(1000 + task), 't\(1000 + task)', '\(chance(50) ? "draft" : "queued")', 1, 'remix', 'm', 'text',
                        '{}', \(Int.random(in: 1...count, using: &draw)), 0);
                """
        }
        try fixture.raw { try $0.run(sql + "COMMIT") }
        try fixture.catalog.writeSidecars()
        let purged = (1...Int64(count)).filter { _ in chance(20) }
        _ = try fixture.catalog.purge(purged)
        try fixture.catalog.writeSidecars()
    }

    /// Every link of a library, by the names that stay with what they name.
    static func links(of catalog: Catalog) throws -> [String] {
        try Connection.open(catalog.folder.database, .readWrite).rows(
            """
            SELECT child.uid || ' ' || child.operation || ' of ' || parent.uid
            FROM video AS child JOIN video AS parent ON parent.id = child.remixed_from
            UNION ALL SELECT task.uid || ' ' || task.operation || ' of ' || video.uid
            FROM task JOIN video ON video.id = task.remixed_from
            UNION ALL SELECT task.uid || ' tries again ' || earlier.uid
            FROM task JOIN task AS earlier ON earlier.id = task.retry_of
            UNION ALL SELECT video.uid || ' by ' || task.uid FROM video JOIN task ON task.id = video.task_id
            UNION ALL SELECT prompt.uid || ' revises ' || earlier.uid
            FROM prompt JOIN prompt AS earlier ON earlier.id = prompt.revises
            UNION ALL SELECT 'video ' || uid || ' ' || CASE
                WHEN file_state = 'absent' THEN iif(bytes IS NULL, 'placeholder', 'purged')
                ELSE iif(trashed_at IS NULL, 'kept', 'trash') END FROM video
            ORDER BY 1
            """
        ) { $0.text(0) ?? "" }
    }
}
