/// Which models, lengths and sizes a profile accepts.
struct VideoRules: Sendable {
    /// The models by name; any other is refused unless `otherModels` says how it is checked.
    private let models: [(name: String, sizes: [PixelSize])]
    private let acceptsOtherModels: Bool
    /// Whether a request needs a key; services that people host themselves often want none.
    let wantsKey: Bool

    let defaultModel = "sora-2"
    let defaultSeconds = "4"
    let defaultSize = "720x1280"
    private let seconds = ["4", "8", "12", "16", "20"]

    private static let small = [PixelSize(720, 1280), PixelSize(1280, 720)]
    private static let large =
        small + [
            PixelSize(1024, 1792), PixelSize(1792, 1024), PixelSize(1080, 1920),
            PixelSize(1920, 1080),
        ]

    static let openAI = VideoRules(acceptsOtherModels: false)
    /// Any further model, with any length up to a minute and any even size up to 4096.
    static let openAICompatible = VideoRules(acceptsOtherModels: true)

    private init(acceptsOtherModels: Bool) {
        self.acceptsOtherModels = acceptsOtherModels
        wantsKey = !acceptsOtherModels
        models = [
            ("sora-2", Self.small), ("sora-2-2025-10-06", Self.small),
            ("sora-2-2025-12-08", Self.small), ("sora-2-pro", Self.large),
            ("sora-2-pro-2025-10-06", Self.large),
        ]
    }

    func check(model: String) throws(OpenAIError) {
        if acceptsOtherModels, !model.isEmpty { return }
        guard models.contains(where: { $0.name == model }) else {
            throw .invalidValue("model", model, rule: supported(models.map(\.name)))
        }
    }

    func check(seconds text: String, model: String) throws(OpenAIError) {
        if models.contains(where: { $0.name == model }) {
            if seconds.contains(text) { return }
            throw .invalidValue("seconds", text, rule: supported(seconds))
        }
        guard let number = Int(text), String(number) == text, 1...60 ~= number else {
            throw .invalidValue("seconds", text, rule: "Expected a whole number from '1' to '60'.")
        }
    }

    func check(size text: String, model: String) throws(OpenAIError) -> PixelSize {
        let size = PixelSize(text)
        if let known = models.first(where: { $0.name == model }) {
            if let size, known.sizes.contains(size), size.description == text { return size }
            throw .invalidValue(
                "size", text, rule: supported(known.sizes.map(\.description), by: model))
        }
        guard let size, size.description == text,
            [size.width, size.height].allSatisfy({ 64...4096 ~= $0 && $0.isMultiple(of: 2) })
        else {
            throw .invalidValue(
                "size", text, rule: "Expected WIDTHxHEIGHT, both even, from 64 to 4096.")
        }
        return size
    }

    private func supported(_ values: [String], by model: String? = nil) -> String {
        let quoted = values.map { "'\($0)'" }
        let list = quoted.dropLast().joined(separator: ", ")
        let subject = model.map { " for the model '\($0)'" } ?? ""
        return "Supported values\(subject) are: \(list), and \(quoted.last ?? "")."
    }
}
