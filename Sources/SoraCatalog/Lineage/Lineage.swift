package import SoraModel

/// A family of videos: who came from whom, and how.
package struct Lineage: Hashable, Sendable {
    /// One video that came from another.
    package struct Edge: Hashable, Sendable {
        /// The video that was there first.
        package var parent: Int64
        /// The video that came of it.
        package var child: Int64
        /// How it came to be.
        package var operation: TaskOperation
    }

    /// One task whose video, when it comes, will belong to the family.
    package struct Expected: Hashable, Sendable {
        /// The video that it starts from.
        package var parent: Int64
        /// The task.
        package var task: Handle
        /// Where the task is in its life.
        package var state: TaskState
        /// How its video will come to be.
        package var operation: TaskOperation
        /// The text that is sent.
        package var prompt: String
    }

    /// The oldest of them.
    package var root: Int64
    /// All of them, by number; the root among them.
    package var members: [Int64]
    /// One a child, by the child's number.
    package var edges: [Edge]
    /// Tasks that are under way, by number.
    package var expected: [Expected]
}

/// Which part of a family is wanted.
package enum LineageDirection: Sendable {
    /// What the video came from, and all that came of it.
    case both
    /// What the video came from.
    case up
    /// All that came of the video.
    case down
}
