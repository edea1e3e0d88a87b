/// What one edition of GlobalAI's interface takes.
struct GlobalAIRules: Sendable {
    /// The lengths in seconds by model.
    let models: [String: [Int]]
    /// The most reference images.
    let imagesAtMost: Int
    /// The part of the path behind `/v1` under which tasks are asked after.
    let taskFolder: String
    /// Whether fields without a value are in an answer as null.
    let writesNull: Bool
    /// How refusals are written: no page says, and these are two that clients look for.
    let refusals: RefusalShape

    /// The older host's.
    static let legacy = GlobalAIRules(
        models: ["sora-2": [10, 15], "sora-2-stable": [10, 15], "sora-2-pro": [10, 15, 25]],
        imagesAtMost: 3, taskFolder: "videos", writesNull: true, refusals: .text)
    /// The newer host's, and its resellers'.
    static let current = GlobalAIRules(
        models: ["openAiSora2Plus": [4, 8, 12], "openAiSora2Pro": [4, 8, 12]],
        imagesAtMost: 1, taskFolder: "result", writesNull: false, refusals: .numbered)

    private static let sizes = ["720x1280", "1280x720"]
    private static let ratios = ["9:16": "720x1280", "16:9": "1280x720"]

    /// What a request asks for.
    ///
    /// - Throws: `Refusal` for the first field that is wrong.
    func order(_ parameters: RequestParameters) throws(Refusal) -> TaskOrder {
        try parameters.allow(only: [
            "model", "prompt", "size", "aspect_ratio", "duration", "seconds", "input_reference",
            "image_urls",
        ])
        let names = models.keys.sorted()
        guard let model = try parameters.word("model", of: names), let lengths = models[model]
        else { throw .missing("model") }
        let prompt = try CreateRequest.prompt(in: parameters)
        try parameters.exclude("size", "aspect_ratio")
        try parameters.exclude("duration", "seconds")
        try parameters.exclude("input_reference", "image_urls")
        let ratio = try parameters.word("aspect_ratio", of: Self.ratios.keys.sorted())
        let named = try parameters.word("size", of: Self.sizes)
        let size = named ?? ratio.flatMap { Self.ratios[$0] } ?? Self.sizes[0]
        let length = try (parameters.integer("seconds"), parameters.integer("duration"))
        let seconds = length.0 ?? length.1 ?? lengths[0]
        guard lengths.contains(seconds) else {
            throw .invalidValue(
                "seconds", String(seconds),
                rule: "\(model) supports \(lengths.map(String.init).joined(separator: ", ")).")
        }
        let references = try parameters.addresses("input_reference", atMost: imagesAtMost)
        let urls = try parameters.addresses("image_urls", atMost: imagesAtMost)
        let images = references ?? urls ?? []
        return TaskOrder(
            model: model, prompt: prompt, seconds: String(seconds),
            size: PixelSize(size) ?? PixelSize(720, 1280), inputDigest: Digest.ofAddresses(images))
    }
}

extension Digest {
    /// What images that are known by their addresses hash to; nil where there are none.
    static func ofAddresses(_ urls: [String]) -> String? {
        urls.isEmpty ? nil : sha256(Array(urls.joined(separator: "\n").utf8))
    }
}
