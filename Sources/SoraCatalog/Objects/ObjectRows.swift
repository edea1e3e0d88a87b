import SoraModel
import SoraSQLite

/// Lends the rows of a selection, a part at a time.
///
/// Each part is read in a transaction of its own, which has ended before the first row of it is lent: who
/// looks at a list in a pager for an hour would otherwise keep the write-ahead log from being made short for
/// as long. What is changed between two parts shows in the later one; no row is lent twice.
struct ObjectRows<Value> {
    private let database: Database
    private let shape: ObjectShape
    private let columns: String
    private let folder: String
    private let make: (borrowing Row) -> Value
    private let size: (Value) -> Int
    private var left: Int?
    private var isStopped = false

    /// The most rows of a part.
    private static var partRows: Int { 1000 }
    /// The bytes with which a part ends early: texts may be long.
    private static var partBytes: Int { 4 << 20 }

    /// - Parameters:
    ///   - catalog: where the rows are.
    ///   - selection: what is wanted; its limit is for all parts together.
    ///   - columns: the SQL of what is lent.
    ///   - make: makes a row, whose column 0 is the object's place, into what is lent.
    ///   - size: about how many bytes that takes.
    init(
        _ catalog: Catalog, _ selection: ObjectSelection, select columns: String,
        make: @escaping (borrowing Row) -> Value, size: @escaping (Value) -> Int
    ) {
        database = catalog.database
        shape = ObjectShape.of(selection.kind)
        folder = catalog.folder.path
        left = selection.limit
        self.columns = columns
        self.make = make
        self.size = size
    }

    /// Whether no more rows are wanted.
    var isDone: Bool { isStopped || left == 0 }
    /// How many more are wanted; `nil` for all.
    var wanted: Int? { left }

    /// Lends the rows that a condition holds of, in the order of their numbers.
    mutating func lend(
        all condition: QueryCondition, oldestFirst: Bool, _ body: (Value) throws -> Bool
    ) throws {
        let number = "\(shape.kind.rawValue).id"
        var last: Int64?
        while !isDone {
            var values: [SQLValue] = shape.namesFiles ? [.text(folder)] : []
            var source = "\(shape.source) WHERE (\(condition.sql))"
            values += condition.values
            if let last {
                source += " AND \(number) \(oldestFirst ? ">" : "<") ?"
                values.append(.integer(last))
            }
            let most = min(Self.partRows, left ?? Self.partRows)
            let part = try read(
                "SELECT key, \(columns) FROM (\(source)) ORDER BY key\(oldestFirst ? "" : " DESC")",
                values, most: most)
            try lend(part.rows, body)
            guard let end = part.last, part.isCut || part.rows.count == most else { return }
            last = end
        }
    }

    /// Lends the rows of these numbers, in their order; numbers of which there is none are passed over.
    mutating func lend(
        _ numbers: [Int64], where condition: QueryCondition = .always,
        _ body: (Value) throws -> Bool
    ) throws {
        var start = 0
        while start < numbers.count, !isDone {
            let most = min(Self.partRows, max(20, left ?? Self.partRows))
            let part = Array(numbers[start..<min(start + most, numbers.count)])
            var values: [SQLValue] = shape.namesFiles ? [.text(folder)] : []
            values += condition.values
            values.append(part.list)
            let found = try read(
                """
                SELECT place, \(columns) FROM (\(shape.source) WHERE (\(condition.sql)))
                JOIN (SELECT key AS place, value AS wanted FROM json_each(?)) ON key = wanted
                ORDER BY place
                """, values, most: left ?? part.count)
            try lend(found.rows, body)
            start += found.isCut ? Int(found.last ?? 0) + 1 : part.count
        }
    }

    private mutating func lend(_ rows: [Value], _ body: (Value) throws -> Bool) throws {
        if let left { self.left = max(0, left - rows.count) }
        for row in rows where try !body(row) {
            isStopped = true
            return
        }
    }

    /// Reads a part: its rows, the place of its last one, and whether it ended early.
    private func read(
        _ sql: String, _ values: [SQLValue], most: Int
    ) throws -> (rows: [Value], last: Int64?, isCut: Bool) {
        var rows: [Value] = []
        var last: Int64?
        var bytes = 0
        try database.read { connection in
            try connection.forEachRow(sql + " LIMIT ?", values + [SQLValue(most)]) { row in
                let value = make(row)
                bytes += size(value)
                rows.append(value)
                last = row.integer(0)
                return bytes < Self.partBytes
            }
        }
        return (rows, last, bytes >= Self.partBytes)
    }
}

extension [Int64] {
    /// The numbers as a JSON array, for `json_each`.
    var list: SQLValue { .text("[" + map(String.init).joined(separator: ",") + "]") }
}
