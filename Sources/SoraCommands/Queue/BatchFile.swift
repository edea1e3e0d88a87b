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
/// The fields are `text`, `provider`, `model`, `seconds`, `size`, `aspect_ratio`, `image`, `count` and `hold`.
struct BatchFile {
    private let context: LibraryContext

    /// The most bytes of a batch.
    private static let limit = 64 << 20
    private static let fields: Set<String> = [
        "text", "provider", "model", "seconds", "size", "aspect_ratio", "image", "count", "hold",
    ]

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

    private static func request(_ row: [String: String]) -> (QueueRequest, [String]) {
        var request = QueueRequest(text: row["text"] ?? "")
        var problems: [String] = []
        for name in row.keys.sorted() where !fields.contains(name) {
            problems.append(
                "there is no field \(name); the fields are \(fields.sorted().joined(separator: ", "))"
            )
        }
        func value<Value>(_ name: String, _ read: (String) -> Value?) -> Value? {
            guard let text = row[name], !text.isEmpty else { return nil }
            if let value = read(text) { return value }
            problems.append("\(name) \(text) is not understood")
            return nil
        }
        request.provider = value("provider") { $0 }
        request.model = value("model") { $0 }
        request.seconds = value("seconds") { Int($0) }
        request.size = value("size") { PixelSize($0) }
        request.aspectRatio = value("aspect_ratio") { AspectRatio($0) }
        request.count = value("count") { Int($0) } ?? 1
        request.images = value("image") { [$0] } ?? []
        request.isHeld = value("hold") { Bool($0) } ?? false
        if request.size != nil, request.aspectRatio != nil {
            problems.append("size and aspect_ratio exclude each other")
        }
        if request.text.isEmpty { problems.append("there is no text") }
        return (request, problems)
    }

    private func jsonRows(
        _ text: String, _ problems: inout [String]
    ) -> [(Int, [String: String])] {
        var rows: [(Int, [String: String])] = []
        // To Swift, CR LF is one character; other line breaks may stand in a JSON text.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            do {
                let row = try JSONDecoder().decode([String: Scalar].self, from: Data(line.utf8))
                rows.append((index + 1, row.compactMapValues(\.text)))
            } catch {
                problems.append("line \(index + 1): is no JSON object of texts and numbers")
            }
        }
        return rows
    }

    private func csvRows(_ text: String, _ path: String) throws -> [(Int, [String: String])] {
        let records = try CSVReader.records(of: text, named: path)
        guard let header = records.first else { return [] }
        return records.dropFirst().map { record in
            var row: [String: String] = [:]
            for (index, cell) in record.cells.enumerated() where !cell.isEmpty {
                row[index < header.cells.count ? header.cells[index] : "column \(index + 1)"] = cell
            }
            return (record.line, row)
        }
    }
}

/// A text, number or truth of a JSON object, as text.
private struct Scalar: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            text = nil
        } else if let number = try? container.decode(Int.self) {
            text = String(number)
        } else if let truth = try? container.decode(Bool.self) {
            text = String(truth)
        } else {
            text = try container.decode(String.self)
        }
    }
}
