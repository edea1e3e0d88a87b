import SoraModel
import SoraSQLite
import SoraSystem

/// Which of the videos that a file of records brings have their original here.
struct LoadedOriginals {
    private let files: FileSystem
    private let objects: String
    /// The shelves that are there: a new library has none.
    private let shelves: Set<String>

    /// The state of a video's file, for a record that says `source`: what it was elsewhere does not matter.
    static func state(_ source: String) -> String {
        "CASE WHEN \(source) IN ('present', 'missing') "
            + "THEN CASE WHEN l.is_here THEN 'present' ELSE 'missing' END ELSE \(source) END"
    }

    /// - Throws: `SystemError` when the folder of originals cannot be read.
    init(of catalog: Catalog) throws(SystemError) {
        files = catalog.system.files
        objects = catalog.folder.objects
        guard try files.status(of: objects)?.kind == .folder else {
            shelves = []
            return
        }
        shelves = Set(try files.names(in: objects)).intersection(ObjectCheck.shelves)
    }

    /// Notes it in the batch that lies in `temp.load_line`.
    func note(on connection: borrowing Connection) throws {
        guard !shelves.isEmpty else { return }
        let names = try connection.rows(
            """
            SELECT n, json_extract(line, '$.sha256') || '.' || json_extract(line, '$.extension')
            FROM temp.load_line WHERE type = 'video' AND NOT known
            """
        ) { ($0.integer(0) ?? 0, $0.text(1)) }
        let here = try names.filter { try $0.1.map(isHere) ?? false }.map(\.0)
        try connection.execute(
            "UPDATE temp.load_line SET is_here = 1 WHERE n IN (SELECT value FROM json_each(?))",
            [here.list])
    }

    /// Whether the original of that name is here; a record may hold any text as a name.
    private func isHere(_ name: String) throws(SystemError) -> Bool {
        guard shelves.contains(String(name.prefix(2))), !name.contains("/"),
            !name.contains("\0")
        else { return false }
        return try files.status(of: "\(objects)/\(name.prefix(2))/\(name)")?.kind == .file
    }
}
