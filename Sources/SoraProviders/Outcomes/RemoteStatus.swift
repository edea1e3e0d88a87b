package import SoraModel

/// What a service says about one task; nothing of it is taken for measured.
package struct RemoteStatus: Hashable, Sendable {
    /// Why a task failed, in the service's words.
    package struct Fault: Hashable, Sendable {
        /// The code, if it gave one.
        package var code: String?
        /// The message.
        package var message: String
        /// Whether the content was not allowed, so that the same request will fail again.
        package var isModeration: Bool
    }

    /// What a video claims to be; for telling tasks of a list apart.
    package struct Claims: Hashable, Sendable {
        /// The model.
        package var model: String?
        /// The text.
        package var prompt: String?
        /// The length in seconds.
        package var seconds: Double?
        /// The size in pixels.
        package var size: PixelSize?
    }

    /// The id in this answer; the one of the *create* answer stays the handle, for gateways name others.
    package var remoteID: String?
    /// The service's own word.
    package var word: String?
    /// What the word means.
    package var status: CanonicalStatus
    /// Hundredths of the work, 0…100; 100 does not mean completed.
    package var progress: Int?
    /// When the task was made.
    package var createdAt: Timestamp?
    /// When it was completed.
    package var completedAt: Timestamp?
    /// Until when the result can be fetched.
    package var expiresAt: Timestamp?
    /// Why it failed.
    package var fault: Fault?
    /// Where the result is, of services that say so; may be signed, so never log it.
    package var resultURL: String?
    /// How long to wait before the next poll, in seconds.
    package var pollAfterSeconds: Double?
    /// What it cost, where the service says so with a currency.
    package var cost: Money?
    /// The remote id of the video that it was made from.
    package var remixedFrom: String?
    /// What the video claims to be.
    package var claims = Claims()
    /// The answer without secrets, cut after 64 KiB.
    package var body: String

    package init(status: CanonicalStatus, body: String) {
        self.status = status
        self.body = body
    }
}

/// A task that a service accepted.
package struct RemoteTask: Hashable, Sendable {
    /// The service's name for it, for good.
    package var remoteID: String
    /// What else the answer said.
    package var status: RemoteStatus
    /// The HTTP status of the answer, 200…299.
    package var httpStatus: Int
    /// The service's name for the exchange.
    package var requestID: String?
}
