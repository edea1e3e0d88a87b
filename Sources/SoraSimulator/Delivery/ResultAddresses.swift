/// The addresses of results that are not fetched through the API: signed, and good for a while.
struct ResultAddresses: Sendable {
    /// Scheme, host and port of the server for them.
    let origin: String

    /// The address of a task's result.
    func address(of task: SimulatedTask) -> String {
        let id = task.id.replacing(":", with: "%3A")
        return "\(origin)/\(task.profile)/\(id).mp4?expires=\(task.expiresAt.seconds)"
            + "&signature=\(Self.signature(of: task))"
    }

    /// What nobody can guess who was not told.
    static func signature(of task: SimulatedTask) -> String {
        let text = "\(task.profile) \(task.id) \(task.expiresAt.seconds)"
        return String(Digest.sha256(Array(text.utf8)).prefix(32))
    }
}
