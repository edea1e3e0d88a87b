import SoraCatalog
import SoraModel

/// The video that a task starts from, and the task that it came of, or will come of.
struct RemixParent {
    /// The video; `nil` where there is not even a placeholder for it.
    let video: Handle?
    /// The task, or `nil` for a video that no service made.
    let task: TaskRecord?

    /// What people call it.
    var handle: Handle { video ?? task?.handle ?? Handle(.video, 0) }

    /// Whether the service has yet to finish it.
    var isComing: Bool {
        guard let task else { return false }
        return ![.completed, .downloading, .succeeded].contains(task.state) && !task.state.isFinal
    }

    /// Whether its file has yet to be fetched.
    var isFileComing: Bool { task.map { !$0.state.isFinal } ?? false }

    /// Makes it the start of a new task.
    func begin(_ task: inout NewTask) {
        task.remixedFrom = video?.number
        task.remixedFromTask = self.task?.id
    }
}
