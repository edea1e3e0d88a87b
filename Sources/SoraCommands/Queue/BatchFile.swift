import SoraLibrary
import SoraModel
import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads a file of requests: one JSON object a line, or comma-separated with a header.
///
/// The fields are `text`, `provider`, `model`, `seconds`, `size`, `aspect_ratio`, `style`, `watermark`,
/// `private`, `image`, `storyboard` (a file), `count`, `hold`, and the lists `tags` and `collections`: in
/// JSON lists of texts, in a cell of a table with `;` between them.
struct BatchFile {
    private let context: LibraryContext

    /// The most bytes of a batch.
    private static let limit = 64 << 20
    private static let fields: Set<String> = [
        "text", "provider", "model", "seconds", "size", "aspect_ratio", "style", "watermark",
        "private", "image", "storyboard", "count", "hold",
    ]
    private static let lists: Set<String> = ["tags", "collections"]

    /// The values of a line by the names of their fields; several only for a list.
    private typealias Values = [String: [String]]

    init(_ context: LibraryContext) {
        self.context = context
    }

    /// The requests of a file.
    ///
    /// - Throws: `SoraError` with code `invalid` and every problem of every line; `not_found`.
    func requests(in path: String) throws -> [QueueRequest] {
        let bytes: [UInt8]
        do {
            bytes = try context.system.files.contents(
                of: context.absolute(path), limit: Self.limit)
        } catch {
            throw error.forPeople
        }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw SoraError(.invalid, "\(path) is not UTF-8 text")
        }
        // A byte order mark is no part of the first line.
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        var problems: [String] = []
        let rows = try path.hasSuffix(".csv") ? csvRows(text, path) : jsonRows(text, &problems)
        var requests: [QueueRequest] = []
        for (line, row) in rows {
            var (request, wrong) = Self.request(row)
            request.line = line
            problems += wrong.map { "line \(line): \($0)" }
            requests.append(request)
        }
        if requests.isEmpty, problems.isEmpty { problems.append("it has no requests") }
        guard problems.isEmpty else {
            throw SoraError.all(problems, of: path, hint: "nothing was queued")
        }
        return requests
    }

    private static func request(_ row: Values) -> (QueueRequest, [String]) {
        var request = QueueRequest(text: row["text"]?.first ?? "")
        var problems: [String] = []
        let known = fields.union(lists)
        for (name, values) in row.sorted(by: { $0.key < $1.key }) {
            if !known.contains(name) {
                problems.append(
                    "there is no field \(name); the fields are \(known.sorted().joined(separator: ", "))"
                )
            } else if values.count > 1, !lists.contains(name) {
                problems.append("\(name) is one value and no list")
            }
        }
        func value<Value>(_ name: String, _ read: (String) -> Value?) -> Value? {
            guard let text = row[name]?.first, !text.isEmpty else { return nil }
            if let value = read(text) { return value }
            problems.append("\(name) \(text) is not understood")
            return nil
        }
        request.provider = value("provider") { $0 }
        request.model = value("model") { $0 }
        request.seconds = value("seconds") { Int($0) }
        request.size = value("size") { PixelSize($0) }
        request.aspectRatio = value("aspect_ratio") { AspectRatio($0) }
        request.style = value("style") { $0 }
        request.watermark = value("watermark") { Bool($0) }
        request.isPrivate = value("private") { Bool($0) }
        request.count = value("count") { Int($0) } ?? 1
        request.images = value("image") { [$0] } ?? []
        request.storyboard = value("storyboard") { $0 }
        request.isHeld = value("hold") { Bool($0) } ?? false
        request.tags = row["tags"] ?? []
        request.collections = row["collections"] ?? []
        if request.size != nil, request.aspectRatio != nil {
            problems.append("size and aspect_ratio exclude each other")
        }
        if request.text.isEmpty, request.storyboard == nil { problems.append("there is no text") }
        return (request, problems)
    }

    private func jsonRows(
        _ text: String, _ problems: inout [String]
    ) -> [(Int, Values)] {
        var rows: [(Int, Values)] = []
        // To Swift, CR LF is one character; other line breaks may stand in a JSON text.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            do {
                let row = try JSONDecoder().decode([String: Cell].self, from: Data(line.utf8))
                rows.append((index + 1, row.mapValues(\.texts)))
            } catch {
                problems.append("line \(index + 1): is no JSON object of texts and numbers")
            }
        }
        return rows
    }

    private func csvRows(_ text: String, _ path: String) throws -> [(Int, Values)] {
        let records = try CSVReader.records(of: text, named: path)
        guard let header = records.first else { return [] }
        return records.dropFirst().map { record in
            var row: Values = [:]
            for (index, cell) in record.cells.enumerated() where !cell.isEmpty {
                let isNamed = index < header.cells.count
                let name = isNamed ? header.cells[index] : "column \(index + 1)"
                row[name] =
                    Self.lists.contains(name)
                    ? cell.split(separator: ";").map(Self.trimmed) : [cell]
            }
            return (record.line, row)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let rest = text.drop(while: \.isWhitespace)
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(rest[...last])
    }
}

/// A text, number, truth or list of texts of a JSON object, as texts.
private struct Cell: Decodable {
    let texts: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            texts = []
        } else if let number = try? container.decode(Int.self) {
            texts = [String(number)]
        } else if let truth = try? container.decode(Bool.self) {
            texts = [String(truth)]
        } else if let list = try? container.decode([String].self) {
            texts = list
        } else {
            texts = [try container.decode(String.self)]
        }
    }
}
