import SoraHTTP
import SoraModel

/// What an error answer says, in whichever of the usual shapes it says it.
struct ErrorSigns {
    /// The code, or the type where there is no code.
    var code: String?
    /// The message.
    var message: String?
    private var words = ""

    /// Reads an error out of an answer; `{}` and empty texts are no error.
    ///
    /// - Parameters:
    ///   - value: the whole answer.
    ///   - isFailure: whether the answer is known to be about a failure, so that a bare `message` is
    ///     its reason.
    init(_ value: JSONValue?, isFailure: Bool) {
        let wire = WireReader(value ?? .null)
        var kind: String?
        if let error = wire.first(["error"], { $0 }) {
            let inner = WireReader(error)
            kind = inner.text(["type"])
            code = inner.first(["code"], WireValue.identifier) ?? kind
            message = WireValue.text(error) ?? inner.text(Self.messages)
        }
        // Old rows of one relay keep the result's URL in `fail_reason`.
        message =
            message
            ?? wire.first(["fail_reason", "error_message"]) { value in
                WireValue.url(value) == nil ? WireValue.text(value) : nil
            }
        if isFailure {
            code = code ?? wire.first(["code"], Self.unlessSuccess(WireValue.identifier))
            message = message ?? wire.first(Self.messages, Self.unlessSuccess(WireValue.text))
        }
        words = [code, kind, message].compactMap(\.self).joined(separator: " ")
        words = Self.plain(words)
    }

    private static func plain(_ text: String) -> String {
        String(text.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }

    /// Whether nothing was said.
    var isEmpty: Bool { code == nil && message == nil }

    /// Whether the content is not allowed.
    var isModeration: Bool {
        Self.moderation.contains { words.contains($0) }
    }

    /// Whether credit or quota is used up.
    var isAboutFunds: Bool {
        Self.funds.contains { words.contains($0) } && !words.contains("insufficient_permission")
    }

    /// Whether the service says that it does not know the task.
    var isUnknownTask: Bool { code?.lowercased() == "task_not_exist" }

    /// What of a request the service says that it does not have: the video to start from, or the
    /// model; `nil` where it does not say, or speaks of a path.
    func missing(for request: GenerationRequest) -> String? {
        // Servers without such a path repeat it, with the parent's id and the word "videos" in it.
        var rest = words
        for name in [request.model, request.parent].compactMap({ $0.map(Self.plain) }) {
            rest = rest.replacing(name, with: "")
        }
        if Self.paths.contains(where: { rest.contains($0) }) { return nil }
        guard Self.absence.contains(where: { words.contains($0) }) else { return nil }
        if request.operation != .create {
            let parent = request.parent.map(Self.plain) ?? ""
            if !parent.isEmpty && words.contains(parent) || words.contains("video") {
                return "the video to start from"
            }
        }
        return words.contains("model") ? "the model" : nil
    }

    /// `detail.0.msg` is FastAPI's.
    private static let messages = ["message", "detail", "detail.0.msg", "message_zh"]

    /// A reader that passes over what wrappers say when all is well.
    private static func unlessSuccess(
        _ read: @escaping (JSONValue) -> String?
    ) -> (JSONValue) -> String? {
        { value in
            read(value).flatMap { ["success", "ok", "200"].contains($0.lowercased()) ? nil : $0 }
        }
    }

    private static let moderation = [
        "moderation_blocked", "sentinel_block", "content_policy", "prompt_unsafe", "image_unsafe",
        "video_unsafe",
    ]
    private static let paths = ["/", "url", "route", "path", "endpoint", "method", "page"]
    private static let absence = [
        "not_found", "notfound", "not_exist", "no_such", "unknown", "missing", "expired", "deleted",
        "not_available", "unavailable", "no_longer",
    ]
    private static let funds = ["insufficient", "quota", "balance"]
}
