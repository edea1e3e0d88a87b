package import SoraModel
import SoraSQLite

/// A value that a command line may be completed with, and what it is.
package struct LiveValue: Sendable, Equatable {
    package var value: String
    package var explanation: String

    package init(_ value: String, _ explanation: String = "") {
        self.value = value
        self.explanation = explanation
    }
}

/// What a shell asks at each press of a key: each answer looks at a few rows of an index, however many there are.
extension Catalog {
    /// The most values of one answer.
    package static let mostLiveValues = 50
    /// The most rows that are looked at for it, of which some may not be wanted.
    private static let mostRows = 500

    /// Handles that begin so, the newest first.
    ///
    /// - Parameters:
    ///   - start: the beginning, such as `v12`, `v` or nothing.
    ///   - kind: the kind of object.
    ///   - states: of tasks, the states that they may be in; all where it is empty.
    ///   - includingTrash: whether videos in the trash are wanted too.
    /// - Returns: the handles, with what tells one from the others.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func liveHandles(
        _ start: String, of kind: ObjectKind, states: Set<TaskState> = [],
        includingTrash: Bool = false
    ) throws -> [LiveValue] {
        let digits = start.dropFirst()
        guard start.isEmpty || start.first == kind.letter, digits.first != "0", digits.count <= 18,
            digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return [] }
        return try database.read { connection in
            var wanted = Self.handleFilter(kind, states, includingTrash)
            let newest = try connection.integer("SELECT max(id) FROM \(kind.rawValue)") ?? 0
            var ranges = Self.ranges(Int64(digits), upTo: newest)
            var places: [(filter: String, from: Int64, to: Int64)] = ranges.map { ("1", $0, $1) }
            if digits.isEmpty, !states.isEmpty {
                // There is an index of states, and those that wait may be old.
                places = states.map { ("state = '\($0.rawValue)'", 1, newest) }
                wanted = "1"
                ranges = []
            }
            var found: [(Int64, String)] = []
            for place in places where found.count < Self.mostLiveValues {
                let rows = ranges.isEmpty ? "" : "ORDER BY id DESC"
                found += try connection.rows(
                    """
                    SELECT id, \(Self.words(of: kind)) FROM (
                        SELECT * FROM \(kind.rawValue)
                        WHERE \(place.filter) AND id BETWEEN ? AND ? \(rows) LIMIT \(Self.mostRows)
                    ) AS item WHERE \(wanted) LIMIT \(Self.mostLiveValues - found.count)
                    """, [.integer(place.from), .integer(place.to)]
                ) { ($0.integer(0) ?? 0, $0.text(1) ?? "") }
            }
            if ranges.isEmpty { found.sort { $0.0 > $1.0 } }
            return found.map { LiveValue(Handle(kind, $0).description, $1) }
        }
    }

    /// Tags that begin so, in any case of ASCII letters.
    package func liveTags(_ start: String) throws -> [LiveValue] {
        try database.read { connection in
            var found: [String] = []
            for table in ["video_tag", "prompt_tag", "image_tag"] {
                // Videos may be many: their tags are in an index of any case, of which each is looked at once.
                let collation = table == "video_tag" ? "NOCASE" : "BINARY"
                found += try connection.rows(
                    """
                    WITH RECURSIVE known (tag) AS (
                        SELECT * FROM (SELECT tag FROM \(table) WHERE tag COLLATE \(collation) >= ?1
                                       ORDER BY tag COLLATE \(collation) LIMIT 1)
                        UNION ALL
                        SELECT (SELECT tag FROM \(table) WHERE tag COLLATE \(collation) > known.tag
                                ORDER BY tag COLLATE \(collation) LIMIT 1)
                        FROM known WHERE known.tag IS NOT NULL LIMIT \(Self.mostLiveValues))
                    SELECT tag FROM known WHERE tag IS NOT NULL
                    """, [.text(start)]
                ) { $0.text(0) ?? "" }
            }
            return Array(Set(found)).sorted().prefix(Self.mostLiveValues).map { LiveValue($0) }
        }
    }

    /// Collections that begin so.
    package func liveCollections(_ start: String) throws -> [LiveValue] {
        try live(
            """
            SELECT name, coalesce(query, '') FROM collection
            WHERE name >= ?1 AND name < ?1 || char(0x10FFFF) ORDER BY name
            """, start)
    }

    /// Providers that begin so.
    package func liveProviders(_ start: String) throws -> [LiveValue] {
        try live(
            """
            SELECT name, profile FROM provider
            WHERE removed_at IS NULL AND name >= ?1 AND name < ?1 || char(0x10FFFF) ORDER BY name
            """, start)
    }

    /// Models that tasks were asked of, in any case of ASCII letters.
    package func liveModels(_ start: String) throws -> [LiveValue] {
        try live(
            """
            WITH RECURSIVE known (model) AS (
                SELECT * FROM (SELECT model FROM task WHERE model COLLATE NOCASE >= ?1
                               ORDER BY model COLLATE NOCASE LIMIT 1)
                UNION ALL
                SELECT (SELECT model FROM task WHERE model COLLATE NOCASE > known.model
                        ORDER BY model COLLATE NOCASE LIMIT 1)
                FROM known WHERE known.model IS NOT NULL LIMIT \(Self.mostLiveValues))
            SELECT model, '' FROM known WHERE model IS NOT NULL
            """, start)
    }

    /// Fields of the owner's own that begin so.
    package func liveFields(_ start: String) throws -> [LiveValue] {
        try live(
            """
            SELECT name, type FROM field
            WHERE name >= ?1 AND name < ?1 || char(0x10FFFF) ORDER BY name
            """, start)
    }

    /// The newest changes, by number.
    package func liveChanges(_ start: String) throws -> [LiveValue] {
        guard start.isEmpty || Int64(start) != nil else { return [] }
        return try live(
            """
            SELECT * FROM (SELECT CAST(id AS TEXT) AS number, command FROM change_set
                           ORDER BY id DESC LIMIT \(Self.mostRows))
            WHERE number >= ?1 AND number < ?1 || char(0x10FFFF)
            """, start)
    }

    private func live(_ sql: String, _ start: String) throws -> [LiveValue] {
        try database.read { connection in
            try connection.rows("\(sql) LIMIT \(Self.mostLiveValues)", [.text(start)]) {
                LiveValue($0.text(0) ?? "", $0.text(1) ?? "")
            }
        }
    }

    private static func handleFilter(
        _ kind: ObjectKind, _ states: Set<TaskState>, _ includingTrash: Bool
    ) -> String {
        if kind == .task, !states.isEmpty {
            return "state IN (\(states.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
        }
        guard kind == .video, !includingTrash else { return "1" }
        return "trashed_at IS NULL AND file_state <> 'absent'"
    }

    /// The first words of what tells one from the others.
    private static func words(of kind: ObjectKind) -> String {
        let prompt =
            "(SELECT substr(prompt.text, 1, 100) FROM prompt WHERE prompt.id = item.prompt_id)"
        return switch kind {
        case .video: "substr(coalesce(title, \(prompt), ''), 1, 100)"
        case .task: "state || ': ' || substr(prompt_text, 1, 100)"
        case .prompt: "substr(coalesce(title, text), 1, 100)"
        case .image: "substr(coalesce(title, url, format, ''), 1, 100)"
        }
    }

    /// The numbers that begin so, as ranges: 12, 120 to 129, 1200 to 1299, and so on.
    static func ranges(_ start: Int64?, upTo newest: Int64) -> [(Int64, Int64)] {
        guard let start else { return [(1, newest)] }
        var found: [(Int64, Int64)] = []
        var (from, to) = (start, start)
        while from <= newest {
            found.append((from, to))
            let (next, overflow) = from.multipliedReportingOverflow(by: 10)
            guard !overflow, to < Int64.max / 10 - 9 else { break }
            (from, to) = (next, to * 10 + 9)
        }
        return found
    }
}
