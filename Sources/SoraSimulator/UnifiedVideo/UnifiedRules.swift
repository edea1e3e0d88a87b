/// What OctopusX's unified interface takes.
enum UnifiedRules {
    /// The lengths in seconds by model.
    private static let models = [
        "sora-2": [10, 15], "sora-2-pro": [10, 15, 25], "sora_video2": [10, 15],
    ]
    private static let styles = ["thanksgiving", "comic", "news", "selfie", "nostalgic", "anime"]

    /// What a request asks for.
    ///
    /// - Throws: `Refusal` for the first field that is wrong.
    static func order(_ parameters: RequestParameters) throws(Refusal) -> TaskOrder {
        try parameters.allow(only: [
            "images", "model", "orientation", "prompt", "size", "duration", "watermark", "private",
            "style", "storyboard",
        ])
        guard let model = try parameters.text("model") else { throw missingModel }
        guard let lengths = models[model] else {
            throw Refusal(
                status: 503,
                message: "No available channel for model \(model) under group default")
        }
        let prompt = try CreateRequest.prompt(in: parameters)
        let isWide =
            try parameters.word("orientation", of: ["portrait", "landscape"]) == "landscape"
        let isLarge = try parameters.word("size", of: ["small", "large"]) == "large"
        let (long, short) = isLarge ? (1920, 1080) : (1280, 720)
        let seconds = try parameters.integer("duration") ?? 10
        guard lengths.contains(seconds) else {
            throw .invalidValue(
                "duration", String(seconds),
                rule: "\(model) supports \(lengths.map(String.init).joined(separator: ", ")).")
        }
        _ = try parameters.boolean("watermark")
        if try parameters.boolean("storyboard") == true {
            try Shots.check(prompt, seconds: seconds, areRequired: true)
        }
        if let style = try parameters.word("style", of: styles), model != "sora_video2" {
            throw .invalidValue("style", style, rule: "\(model) has no styles.")
        }
        let images = try parameters.addresses("images", atMost: 8) ?? []
        return TaskOrder(
            model: model, prompt: prompt, seconds: String(seconds),
            size: isWide ? PixelSize(long, short) : PixelSize(short, long),
            inputDigest: Digest.ofAddresses(images), isPrivate: try parameters.boolean("private"))
    }

    private static let missingModel = Refusal(
        status: 400, message: "model is required", parameter: "model", code: "missing_model")
}
