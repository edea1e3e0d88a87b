/// Which models, lengths and sizes a profile accepts.
struct VideoRules: Sendable {
    /// The models by name; any other is refused unless `otherModels` says how it is checked.
    private let models: [Model]
    private let acceptsOtherModels: Bool
    /// Whether a request for a video has to be a form.
    let wantsForm: Bool
    /// Whether the tasks can be listed and deleted.
    let hasList: Bool
    /// Whether videos can be edited and extended.
    var hasEdits: Bool { hasList }
    /// The word for a task that is worked on.
    let workingWord: String
    /// Whether shots in a prompt are read as a storyboard.
    let readsShots: Bool
    /// Whether answers say when to ask again.
    let tellsWhenToPoll: Bool
    let defaultSeconds: String

    /// One model and what it makes.
    private struct Model {
        let name: String
        let sizes: [PixelSize]
        let seconds: [String]
    }
    /// Whether a request needs a key; services that people host themselves often want none.
    let wantsKey: Bool

    let defaultModel = "sora-2"
    let defaultSize = "720x1280"

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
        wantsForm = false
        hasList = true
        workingWord = "in_progress"
        readsShots = false
        tellsWhenToPoll = true
        defaultSeconds = "4"
        let sizes = [
            "sora-2": Self.small, "sora-2-2025-10-06": Self.small,
            "sora-2-2025-12-08": Self.small, "sora-2-pro": Self.large,
            "sora-2-pro-2025-10-06": Self.large,
        ]
        models = sizes.sorted { $0.key < $1.key }
            .map { Model(name: $0.key, sizes: $0.value, seconds: ["4", "8", "12", "16", "20"]) }
    }

    /// WisGate's, by its page.
    static let wisgate = VideoRules(forms: [
        ("sora-2", ["10", "15"]), ("sora-2-pro", ["10", "15", "25"]),
        ("veo-3.1", ["4", "8", "12"]),
    ])

    private init(forms: [(name: String, seconds: [String])]) {
        acceptsOtherModels = false
        wantsKey = true
        wantsForm = true
        hasList = false
        workingWord = "processing"
        readsShots = true
        tellsWhenToPoll = false
        // A default that veo-3.1 refuses.
        defaultSeconds = "15"
        let sizes = Self.small + [PixelSize(1024, 1792), PixelSize(1792, 1024)]
        models = forms.map { Model(name: $0.name, sizes: sizes, seconds: $0.seconds) }
    }

    func check(model: String) throws(Refusal) {
        if acceptsOtherModels, !model.isEmpty { return }
        guard models.contains(where: { $0.name == model }) else {
            throw .invalidValue("model", model, rule: supported(models.map(\.name)))
        }
    }

    func check(seconds text: String, model: String) throws(Refusal) {
        if let known = models.first(where: { $0.name == model }) {
            if known.seconds.contains(text) { return }
            throw .invalidValue("seconds", text, rule: supported(known.seconds))
        }
        guard let number = Int(text), String(number) == text, 1...60 ~= number else {
            throw .invalidValue("seconds", text, rule: "Expected a whole number from '1' to '60'.")
        }
    }

    func check(size text: String, model: String) throws(Refusal) -> PixelSize {
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
