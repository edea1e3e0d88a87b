package import SoraCatalog
package import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// What can be done to tasks that were not sent yet, or have ended.
    package enum TaskAction: Sendable {
        /// A queued task becomes a draft, which is not submitted.
        case hold
        /// A draft becomes queued.
        case release
        /// A draft or queued task is given up; nothing was charged.
        case cancel

        fileprivate var change: TaskChange {
            switch self {
            case .hold: TaskChange(.held)
            case .release: TaskChange(.released)
            case .cancel: TaskChange(.calledOff, "cancelled")
            }
        }
    }

    /// Does the same to several tasks, all or none.
    ///
    /// - Throws: one `SoraError` with every task that cannot be, and why.
    package func act(_ action: TaskAction, on handles: [Handle], isDryRun: Bool = false) throws {
        let tasks = try handles.map { try catalog.task(number: $0.number) }
        let change = action.change
        let problems =
            tasks
            .filter { TaskLife.step(from: $0.state, on: change.event) == nil }
            .map { Self.refusal(of: action, $0) }
            + (action == .release ? try orphans(among: tasks) : [])
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: "the command", code: .failed, hint: "nothing was changed")
        }
        if !isDryRun { try catalog.advanceAll(tasks, change) }
    }

    /// The drafts that would start from what will never be there.
    private func orphans(among tasks: [TaskRecord]) throws -> [String] {
        try tasks.compactMap { task in
            guard task.state == .draft,
                case .gone(_, let reason) = try catalog.footing(ofTask: task.id)
            else { return nil }
            return "\(task.handle) cannot be released: \(reason); give it up with "
                + "`soralib task cancel \(task.handle)`"
        }
    }

    /// Queues another try at tasks that ended without a result, all or none.
    ///
    /// - Returns: the handles of the new tasks.
    /// - Throws: one `SoraError` with every task that cannot be tried again, and why.
    package func retry(_ handles: [Handle], isDryRun: Bool = false) throws -> [Handle] {
        let tasks = try handles.map { try catalog.task(number: $0.number) }
        let problems = tasks.compactMap { task -> String? in
            if task.state == .succeeded {
                return "\(task.handle) has succeeded; queue its prompt again instead"
            }
            if task.state.isFinal { return nil }
            return
                "\(task.handle) is \(task.state.rawValue), and has not ended: `soralib sync` takes it on"
        }
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: "the command", code: .failed, hint: "nothing was queued")
        }
        return isDryRun ? [] : try catalog.retry(tasks).map { Handle(.task, $0) }
    }

    /// A task whose outcome is unknown.
    ///
    /// - Throws: `SoraError` with code `failed` when it is not uncertain.
    package func uncertainTask(_ handle: Handle) throws -> TaskRecord {
        let task = try catalog.task(number: handle.number)
        guard task.state == .uncertain else {
            throw SoraError(
                .failed, "\(handle) is \(task.state.rawValue): there is nothing to decide",
                hint: "see `soralib status` for the tasks that wait for a decision")
        }
        return task
    }

    /// Carries out a person's decision about an uncertain task.
    ///
    /// - Throws: `SoraError`: `invalid` for a remote id that cannot be one, `exists` when it belongs
    ///   to another task.
    package func resolve(_ task: TaskRecord, _ decision: Catalog.Decision) throws {
        if case .adopt(let id) = decision, let problem = RemoteID.problem(with: id) {
            throw SoraError(.invalid, "the remote id \(problem)")
        }
        try catalog.resolve(
            task, decision, by: "a person", next: context.system.time.now(), isPersons: true)
    }

    private static func refusal(of action: TaskAction, _ task: TaskRecord) -> String {
        let state = "\(task.handle) is \(task.state.rawValue)"
        switch action {
        case .cancel where task.state.isFinal: return "\(state), and has ended"
        case .cancel: return "\(state): the service cannot cancel it, and it is paid"
        case .hold: return "\(state); only queued tasks can be held"
        case .release: return "\(state); only drafts can be released"
        }
    }
}
