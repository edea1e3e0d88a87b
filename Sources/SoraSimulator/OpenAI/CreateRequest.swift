/// A checked request for a new video.
struct CreateRequest {
    let prompt: String
    let model: String
    let seconds: String
    let size: PixelSize
    /// What the reference image hashes to, if one was sent.
    let inputDigest: String?

    /// Checks every field.
    ///
    /// - Throws: `Refusal` for the first one that is wrong.
    init(_ parameters: RequestParameters, rules: VideoRules) throws(Refusal) {
        try parameters.allow(only: ["prompt", "model", "seconds", "size", "input_reference"])
        prompt = try Self.prompt(in: parameters)
        model = try parameters.text("model") ?? rules.defaultModel
        try rules.check(model: model)
        seconds =
            try parameters.text("seconds", expected: "one of '4', '8', or '12'")
            ?? rules.defaultSeconds
        try rules.check(seconds: seconds, model: model)
        if rules.readsShots { try Shots.check(prompt, seconds: Int(seconds) ?? 0) }
        size = try rules.check(
            size: parameters.text("size") ?? rules.defaultSize, model: model)
        inputDigest = try InputReference.digest(in: parameters, size: size)
    }

    /// The prompt of a create or remix request: 1 to 32000 characters.
    static func prompt(in parameters: RequestParameters) throws(Refusal) -> String {
        guard let prompt = try parameters.text("prompt") else { throw .missing("prompt") }
        let count = prompt.unicodeScalars.count
        guard 1...32_000 ~= count else {
            let problem =
                count == 0
                ? "string too short. Expected a string with minimum length 1"
                : "string too long. Expected a string with maximum length 32000"
            throw Refusal(
                status: 400,
                message: "Invalid 'prompt': \(problem), but got a string with length \(count).",
                parameter: "prompt",
                code: count == 0 ? "string_below_min_length" : "string_above_max_length")
        }
        if PromptMarker.markers(in: prompt).contains(.moderation) { throw .moderation }
        return prompt
    }
}
