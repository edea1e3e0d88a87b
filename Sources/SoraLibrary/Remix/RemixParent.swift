import SoraCatalog
import SoraModel

/// The video that a remix starts from, and the task that it came of.
struct RemixParent {
    /// What people call it.
    let video: Handle
    /// The task, or `nil` for a video that no service made.
    let task: TaskRecord?
}
