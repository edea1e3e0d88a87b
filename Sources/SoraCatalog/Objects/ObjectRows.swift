import SoraModel
import SoraSQLite

/// Lends the rows of a selection, a part at a time.
struct ObjectRows {
    private let shape: ObjectShape
    private let columns: String
    private let folder: String
    private var left: Int?
    private var isStopped = false

    /// As many rows of a given order are read at a time: they are sorted before the first is lent.
    private static let partSize = 500

    /// - Parameters:
    ///   - selection: what is wanted; its limit is for all parts together.
    ///   - columns: the SQL of what is lent.
    ///   - folder: the library's path.
    init(_ selection: ObjectSelection, select columns: String, folder: String) {
        shape = ObjectShape.of(selection.kind)
        left = selection.limit
        self.columns = columns
        self.folder = folder
    }

    /// Whether no more rows are wanted.
    var isDone: Bool { isStopped || left == 0 }

    /// Numbers cut into parts, of which the first may be all that is wanted.
    func parts(of numbers: [Int64]) -> [[Int64]] {
        let size = min(Self.partSize, max(20, left ?? Self.partSize))
        return stride(from: 0, to: numbers.count, by: size).map {
            Array(numbers[$0..<min($0 + size, numbers.count)])
        }
    }

    /// Lends rows, until there are enough or `body` returns false.
    mutating func lend(
        _ numbers: SQLValue?, _ condition: QueryCondition, order: ObjectSelection.Order,
        on connection: borrowing Connection, _ body: (borrowing Row) throws -> Bool
    ) throws {
        let name = shape.kind.rawValue
        var values: [SQLValue] = shape.namesFiles ? [.text(folder)] : []
        var source = "\(shape.source) WHERE (\(condition.sql))"
        values += condition.values
        var direction = order == .oldestFirst ? "key" : "key DESC"
        var join = ""
        if let numbers, order == .asNumbered {
            join = " JOIN (SELECT key AS place, value AS wanted FROM json_each(?)) ON key = wanted"
            direction = "place"
            values.append(numbers)
        } else if let numbers {
            source += " AND \(name).id IN (SELECT value FROM json_each(?))"
            values.append(numbers)
        }
        var sql = "SELECT \(columns) FROM (\(source))\(join) ORDER BY \(direction)"
        if let left {
            sql += " LIMIT ?"
            values.append(SQLValue(left))
        }
        var count = 0
        var isStopped = false
        try connection.forEachRow(sql, values) { row in
            count += 1
            isStopped = try !body(row)
            return !isStopped
        }
        if let left { self.left = max(0, left - count) }
        if isStopped { self.isStopped = true }
    }
}

extension [Int64] {
    /// The numbers as a JSON array, for `json_each`.
    var list: SQLValue { .text("[" + map(String.init).joined(separator: ",") + "]") }
}
