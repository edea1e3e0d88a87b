package import SoraModel

/// One of a family.
package struct LineageMember: Hashable, Sendable {
    /// What there is of it.
    package enum State: String, Sendable {
        /// A video with its file.
        case present
        /// A video whose file is not where it was.
        case missing
        /// A video in the trash.
        case trash
        /// A video whose file was purged: its record stays, so that its children have a parent.
        case purged
        /// A video that is known by its service's name for it alone.
        case placeholder
        /// A video that is known before it is there, since others are to come of it.
        case expected
        /// A task whose video is not there yet.
        case task
    }

    /// A video, or a task.
    package var handle: Handle
    /// What it came from, whether that belongs to the family or not.
    package var parent: Handle?
    /// How it came to be, or will.
    package var operation: String
    /// What there is of it.
    package var state: State
    /// The verdict of a video; the state of a task, and of the task that is to bring an expected video.
    package var standing: String
    /// When it was made.
    package var createdAt: Timestamp
    /// The text that was sent; text from outside.
    package var prompt: String?
    /// The service that it comes from; text from outside.
    package var service: String?
    /// What the service calls it; text from outside.
    package var remoteID: String?
}
