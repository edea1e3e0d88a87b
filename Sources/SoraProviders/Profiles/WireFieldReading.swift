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
            case .integer: value == .seconds
            case .boolean: value == .watermark || value == .isPrivate || value == .storyboard
            }
        if !isPossible {
            object.note("type", "\(value.rawValue) cannot be written as \(type.rawValue)")
        }
        if words != nil, value != .size {
            object.note("words", "only a size can have words")
        }
    }
}
