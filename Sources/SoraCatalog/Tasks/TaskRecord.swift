package import SoraModel

/// What a sync needs to know of a task.
package struct TaskRecord: Hashable, Sendable {
    /// The row number.
    package var id: Int64
    /// Where it is in its life.
    package var state: TaskState
    /// The provider's number.
    package var provider: Int64
    /// How the video comes to be.
    package var operation: TaskOperation
    /// What is asked of the file.
    package var requested: RequestedMedia
    /// The frozen request, as JSON.
    package var request: String
    /// The prompt's number.
    package var prompt: Int64?
    /// The service's id of it.
    package var remoteID: String?
    /// The service's last word on it.
    package var remoteStatus: String?
    /// 0…100, never backwards.
    package var progress: Int
    /// When the service had finished it.
    package var completedAt: Timestamp?
    /// When its result will be gone.
    package var expiresAt: Timestamp?
    /// When it is to be looked at again.
    package var nextAt: Timestamp
    /// How often the present step was tried in vain.
    package var tries: Int
    /// When it was queued.
    package var createdAt: Timestamp
    /// When the service accepted it.
    package var submittedAt: Timestamp?
    /// The video that it is a remix of.
    package var remixedFrom: Int64?
    /// What went wrong last, as a word, or `nil`.
    package var errorCode: String?
    /// What it costs, by the profile or by the service, as far as is known.
    package var cost: Money?

    /// What people call it.
    package var handle: Handle { Handle(.task, id) }
}
