/// What a service's own word for the state of a task means.
package enum CanonicalStatus: String, Sendable, Codable, CaseIterable {
    case queued
    case inProgress = "in_progress"
    case completed
    case failed
    case cancelled
    /// A word that nobody knows, or none: never final, the state before it holds.
    case unknown
}

/// The words that services of this kind use; a profile adds its own, or gives one another meaning.
enum StatusWords {
    /// The words, in lower case.
    static let common: [String: CanonicalStatus] = {
        let words: [CanonicalStatus: [String]] = [
            .queued: [
                "queued", "queueing", "pending", "submitted", "created", "preparing", "starting",
                "initializing", "waiting", "not_start", "notstarted",
            ],
            .inProgress: [
                "in_progress", "processing", "running", "generating", "progress",
                "video_generating", "downloading", "uploading",
            ],
            .completed: [
                "completed", "complete", "succeeded", "succeed", "success", "finished", "finish",
                "done",
            ],
            // A task that expired before it was completed has failed.
            .failed: [
                "failed", "failure", "fail", "error", "video_generation_failed", "expired",
            ],
            .cancelled: ["cancelled", "canceled"],
        ]
        var meanings: [String: CanonicalStatus] = [:]
        for (status, list) in words {
            for word in list { meanings[word] = status }
        }
        return meanings
    }()

    /// The meaning of a word, compared without case and surrounding white space.
    static func meaning(
        of word: String?, own: [String: CanonicalStatus]
    ) -> CanonicalStatus {
        guard let word else { return .unknown }
        let plain = WireValue.trim(word).lowercased()
        return own[plain] ?? common[plain] ?? .unknown
    }
}
