public import SoraModel

/// One request to one provider: its frozen parameters, and how far it is.
public struct GenerationTask: Identifiable, Hashable, Sendable {
    /// What went wrong last.
    public struct Failure: Hashable, Sendable {
        /// What it was, as a word for programs; further ones may come.
        public var code: String
        /// What it was, in words; may hold text of the service.
        public var message: String
    }

    /// The handle, such as `t41`.
    public var id: Handle
    /// The UUID, which it keeps when libraries are merged.
    public var uid: String
    /// Where it is in its life.
    public var state: TaskState
    /// The name of the provider.
    public var provider: String
    /// The profile of the provider.
    public var profile: String
    /// The model that is asked.
    public var model: String?
    /// How the video comes to be.
    public var operation: TaskOperation
    /// The text that is sent.
    public var prompt: String
    /// The stored prompt.
    public var promptID: Handle?
    /// The length that is asked for, in seconds.
    public var seconds: Int?
    /// The size that is asked for, in pixels.
    public var size: PixelSize?
    /// The ratio of the sides that is asked for.
    public var aspectRatio: AspectRatio?
    /// The reference images, in order.
    public var images: [Handle]
    /// The video that it starts from.
    public var remixedFrom: Handle?
    /// The task that it is another try of.
    public var retryOf: Handle?
    /// What the service calls it, once it has it.
    public var remoteID: String?
    /// The last word of the service on it.
    public var remoteStatus: String?
    /// How far the service is, 0 to 100.
    public var progress: Int
    /// The video that came of it.
    public var video: Handle?
    /// What went wrong last; `nil` where nothing did.
    public var failure: Failure?
    /// How often it was sent, whatever became of that.
    public var submitAttempts: Int
    /// What it costs, as far as that is known.
    public var cost: Money?
    /// Whether ``cost`` is the profile's estimate, and not the word of the service.
    public var isCostEstimated: Bool
    /// When it was queued, to the second.
    public var createdAt: Timestamp
    /// When the service accepted it, to the second.
    public var submittedAt: Timestamp?
    /// When the service had finished it, to the second.
    public var completedAt: Timestamp?
    /// When its result will be gone, to the second.
    public var expiresAt: Timestamp?
}

extension GenerationTask {
    private struct FailureJSON: Decodable {
        var code: String
        var message: String
    }

    private struct CostJSON: Decodable {
        var amount: String
        var currency: String
        var estimated: Bool
    }

    init(_ row: ObjectRow) throws(SoraError) {
        id = try row.value("id") { Handle($0) }
        uid = try row.text("uid")
        state = try row.value("state", TaskState.init)
        provider = try row.text("provider")
        profile = try row.text("profile")
        model = row["model"]
        operation = try row.value("operation", TaskOperation.init)
        prompt = row["prompt"] ?? ""
        promptID = row.handle("prompt_id")
        seconds = row.integer("seconds")
        size = row["size"].flatMap { PixelSize($0) }
        aspectRatio = row["aspect_ratio"].flatMap { AspectRatio($0) }
        images = row.list("images").compactMap { Handle($0) }
        remixedFrom = row.handle("remixed_from")
        retryOf = row.handle("retry_of")
        remoteID = row["remote_id"]
        remoteStatus = row["remote_status"]
        progress = row.integer("progress") ?? 0
        video = row.handle("video")
        failure = row.json(FailureJSON.self, in: "error").map {
            Failure(code: $0.code, message: $0.message)
        }
        submitAttempts = row.integer("submit_attempts") ?? 0
        let cost = row.json(CostJSON.self, in: "cost")
        self.cost = cost.flatMap { Money(decimal: $0.amount, currency: $0.currency) }
        isCostEstimated = cost?.estimated ?? false
        createdAt = try row.value("created_at", ObjectRow.moment)
        submittedAt = row.moment("submitted_at")
        completedAt = row.moment("completed_at")
        expiresAt = row.moment("expires_at")
    }
}
