/// The steps of a task's life, written down a second time: what the product says of itself is what
/// is tested.
enum LegalSteps {
    private static let successors: [String: Set<String>] = [
        "draft": ["queued", "cancelled"],
        "queued": ["draft", "submitting", "cancelled"],
        "submitting": ["submitted", "queued", "rejected", "uncertain"],
        "uncertain": ["submitted", "queued", "abandoned"],
        "submitted": ["in_progress", "completed", "failed", "cancelled"],
        "in_progress": ["completed", "failed", "cancelled"],
        "completed": ["downloading", "expired", "failed"],
        "downloading": ["succeeded", "completed", "expired"],
    ]

    /// What is wrong with a task's history; nothing where it is a legal one that ends in its state.
    static func problem(of task: Books.Task, events: [Books.Event]) -> String? {
        var state: String?
        for event in events {
            guard event.from == state else {
                return "t\(task.number): \"\(event.what)\" starts at \(event.from ?? "nothing") "
                    + "and the one before ended at \(state ?? "nothing")"
            }
            if let state, let to = event.to, to != state,
                successors[state]?.contains(to) != true
            {
                return "t\(task.number): from \(state) to \(to) is no legal step"
            }
            // Nothing leaves `uncertain` but by a decision, which no run makes, and by the service's
            // own list, where that is beyond doubt.
            if state == "uncertain", event.to != "uncertain",
                event.what != "adopted by the service's list"
            {
                return "t\(task.number): left uncertain by itself, to \(event.to ?? "nothing")"
            }
            state = event.to ?? state
        }
        return state == task.state
            ? nil
            : "t\(task.number) is \(task.state), and its history ends at \(state ?? "nothing")"
    }
}
