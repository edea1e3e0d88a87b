import SoraCatalog
import SoraModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One object as the catalogue gives it: the texts of its fields, by the names of the output.
struct ObjectRow {
    private let texts: [String?]
    private let places: [String: Int]

    /// - Parameters:
    ///   - texts: one text a field, in the order of the fields.
    ///   - places: where each field's text is.
    init(_ texts: [String?], _ places: [String: Int]) {
        self.texts = texts
        self.places = places
    }

    /// Where each field of a kind is.
    static func places(of shape: ObjectShape) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: zip(shape.fields.map(\.name), shape.fields.indices))
    }

    subscript(_ field: String) -> String? {
        guard let place = places[field], texts.indices.contains(place) else { return nil }
        return texts[place]
    }

    /// A text that every object of the kind has.
    ///
    /// - Throws: `SoraError` with code `corrupt`.
    func text(_ field: String) throws(SoraError) -> String {
        guard let text = self[field] else { throw missing(field) }
        return text
    }

    /// A value that every object of the kind has, read from its text.
    ///
    /// - Throws: `SoraError` with code `corrupt`.
    func value<Value>(
        _ field: String, _ read: (String) -> Value?
    ) throws(SoraError) -> Value {
        guard let value = read(try text(field)) else { throw missing(field) }
        return value
    }

    func integer(_ field: String) -> Int? { self[field].flatMap(Int.init) }
    func number(_ field: String) -> Double? { self[field].flatMap(Double.init) }
    func truth(_ field: String) -> Bool? { self[field].flatMap(Bool.init) }
    func handle(_ field: String) -> Handle? { self[field].flatMap { Handle($0) } }
    func moment(_ field: String) -> Timestamp? { self[field].flatMap(Self.moment) }

    /// The texts of a list; a list that is not there is empty.
    func list(_ field: String) -> [String] {
        guard let text = self[field], text != "[]" else { return [] }
        return json([String].self, text) ?? []
    }

    /// An object that is written as JSON.
    func json<Value: Decodable>(_ type: Value.Type, in field: String) -> Value? {
        self[field].flatMap { json(type, $0) }
    }

    /// A moment as the output writes it.
    static func moment(_ text: String) -> Timestamp? {
        Timestamp(written: text, now: Timestamp(milliseconds: 0))
    }

    private func json<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }

    private func missing(_ field: String) -> SoraError {
        SoraError(
            .corrupt, "the catalogue has no \(field) for \(self["id"] ?? "an object")",
            hint: "look for more: `soralib library check`")
    }
}
