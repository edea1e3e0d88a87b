import SoraModel

extension WireProfile.Field {
    /// Reads one field of a body.
    init(_ object: StrictObject) {
        name = object.text("name")
        if object.has("value") {
            value = object.optionalWord("value", WireProfile.Parameter.self) ?? .prompt
        } else {
            object.note("value", "is missing")
            value = .prompt
        }
        type = object.optionalWord("type", WireProfile.ValueType.self) ?? .string
        words = object.optionalTextLists(
            "words", of: "a size such as 1280x720"
        ) { PixelSize($0)?.description }
        let isPossible =
            switch type {
            case .string: true
            case .reference: value == .parent
            case .integer: value == .seconds
            case .boolean: value == .watermark || value == .isPrivate || value == .storyboard
            }
        if !isPossible {
            object.note("type", "\(value.rawValue) cannot be written as \(type.rawValue)")
        }
        shortSides = Self.shortSides(object, of: words.map { $0.keys.sorted() } ?? [])
        if words != nil, value != .size {
            object.note("words", "only a size can have words")
        }
    }

    private static func shortSides(_ object: StrictObject, of words: [String]) -> [String: [Int]]? {
        guard let sides = object.optionalObject("short_sides", knows: words) else { return nil }
        var found: [String: [Int]] = [:]
        for word in words where sides.has(word) {
            let pair = sides.integers(word, 1...65_536)
            if pair.count == 2, pair[0] < pair[1] {
                found[word] = pair
            } else {
                sides.note(word, "should be the least and the most pixels, such as [672, 768]")
            }
        }
        return found
    }
}
