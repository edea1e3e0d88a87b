package import SoraModel

/// A field that a list is sorted by.
package struct SortField: Hashable, Sendable {
    private let field: QueryField
    /// Whether the greatest value is first.
    private let isDescending: Bool

    /// Fields that are lists, or only a question.
    private static let unsorted: Set<String> = [
        "tag", "collection", "image", "reasons", "descendant_of", "ancestor_of",
    ]

    /// Reads fields as a person writes them: `verdict,duration:desc`.
    ///
    /// - Parameters:
    ///   - text: names of fields that a query can name, each with `:asc` or `:desc` where that is wanted.
    ///   - kind: what is sorted.
    ///   - own: the fields of the owner's own.
    /// - Returns: the fields.
    /// - Throws: one `SoraError` of code `usage` with every problem.
    static func read(
        _ text: String, of kind: ObjectKind, own: [QueryField]
    ) throws(SoraError) -> [SortField] {
        let known = QueryField.of(kind).filter { !unsorted.contains($0.name) } + own
        let article = kind == .image ? "an image" : "a \(kind.rawValue)"
        var found: [SortField] = []
        var problems: [String] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            let name = parts[0].lowercased()
            if name.isEmpty {
                problems.append("--sort names no field where one is expected: '\(text)'")
                continue
            }
            if name.hasPrefix("-") {
                problems.append("for the greatest first, write \(name.dropFirst()):desc")
                continue
            }
            if parts.count > 2 || (parts.count == 2 && !["asc", "desc"].contains(parts[1])) {
                problems.append("\(word): behind the colon stands asc or desc")
            }
            let called = name.replacing("-", with: "_")
            guard let field = known.first(where: { $0.isCalled(called) }) else {
                problems.append(problem(with: name, called, article, kind, known))
                continue
            }
            if found.contains(where: { $0.field == field }) {
                problems.append("--sort names \(field.name) twice")
            }
            found.append(SortField(field: field, isDescending: parts.last == "desc"))
        }
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: "--sort", code: .usage,
                hint: "\(article) can be sorted by \(known.map(\.name).joined(separator: ", "))")
        }
        return found
    }

    private static func problem(
        with name: String, _ called: String, _ article: String, _ kind: ObjectKind,
        _ known: [QueryField]
    ) -> String {
        if QueryField.of(kind).contains(where: { $0.isCalled(called) }) {
            return "\(name) has no order: \(article) may have several"
        }
        let near = NearestNames.to(called, in: known.map(\.name))
        return "\(article) has no field \(name) to sort by"
            + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?")
    }

    /// The terms of an ORDER BY: what has no value is last, and what is equal stands in the order of its
    /// numbers, turned round where the last field is.
    ///
    /// By the same direction for both, an index on the field gives the whole order.
    static func sql(_ fields: [SortField], of kind: ObjectKind) -> String {
        let terms = fields.flatMap { field in
            field.items(of: kind).map { item in
                item + (field.isDescending ? " DESC" : " NULLS LAST")
            }
        }
        let isDescending = fields.last?.isDescending ?? true
        return (terms + ["\(kind.rawValue).id\(isDescending ? " DESC" : "")"])
            .joined(separator: ", ")
    }

    /// What is compared.
    private func items(of kind: ObjectKind) -> [String] {
        let place = QueryPlace.of(field, kind)
        if let number = field.own {
            let value = """
                (SELECT \(place.item) FROM video_field
                 WHERE video_id = video.id AND field_id = \(number))
                """
            return [field.kind == .text ? value + " COLLATE NOCASE" : value]
        }
        let table = kind.rawValue
        switch field.name {
        // As texts, 1280x720 would stand before 640x360.
        case "size": return ["\(table).width * \(table).height", "\(table).width"]
        // Amounts compare within a currency.
        case "cost": return ["\(table).cost_currency", "\(table).cost_micros"]
        default: break
        }
        switch field.kind {
        case .words, .text: return [place.item + " COLLATE NOCASE"]
        case .oneOf, .whole, .decimal, .bytes, .length, .moment, .truth, .object:
            return [place.item]
        }
    }
}

extension Catalog {
    /// Reads the fields that a list is to be sorted by.
    ///
    /// - Throws: one `SoraError` of code `usage` with every problem.
    package func sortFields(_ text: String, of kind: ObjectKind) throws -> [SortField] {
        let own = kind == .video ? try ownFields().map(\.field.queryField) : []
        return try SortField.read(text, of: kind, own: own)
    }
}
