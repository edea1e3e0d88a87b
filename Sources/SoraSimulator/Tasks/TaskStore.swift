import Synchronization

/// The tasks of every profile, each profile in a space of its own.
final class TaskStore: Sendable {
    private let journal: TaskJournal?
    private let ledger: Ledger?
    private let state: Mutex<[String: Space]>

    /// The tasks of one profile.
    private struct Space {
        var tasks: [String: SimulatedTask] = [:]
        /// The ids in the order of creation.
        var order: [String] = []
        var lastNumber = 0
        /// How many downloads of each video were begun.
        var downloads: [String: Int] = [:]

        mutating func insert(_ task: SimulatedTask) {
            tasks[task.id] = task
            order.append(task.id)
            lastNumber = max(lastNumber, task.number)
        }
    }

    /// - Parameters:
    ///   - stateFolder: where tasks outlive the program; nil to forget them.
    ///   - ledgerPath: where charges are written; nil for nowhere.
    /// - Throws: `SimulatorError` when a file cannot be used.
    init(stateFolder: String?, ledgerPath: String?) throws(SimulatorError) {
        var spaces: [String: Space] = [:]
        if let stateFolder {
            let (journal, tasks) = try TaskJournal.open(folder: stateFolder)
            for task in tasks { spaces[task.profile, default: Space()].insert(task) }
            self.journal = journal
        } else {
            journal = nil
        }
        ledger = if let ledgerPath { try Ledger(path: ledgerPath) } else { nil }
        state = Mutex(spaces)
    }

    /// Accepts a task: when this returns, it is charged and can be found.
    ///
    /// Written to the journal first: dying between the two leaves a task that was not charged,
    /// never a charge for nothing.
    ///
    /// - Parameters:
    ///   - profile: whose task it is.
    ///   - path: the path of the request, for the ledger.
    ///   - make: makes the task with the number it is given.
    /// - Returns: the task that was made.
    /// - Throws: `SimulatorError.file` when it cannot be recorded.
    func accept(
        profile: String, path: String, make: (_ number: Int) -> SimulatedTask
    ) async throws(SimulatorError) -> SimulatedTask {
        let number = state.withLock { spaces in
            spaces[profile, default: Space()].lastNumber += 1
            return spaces[profile]?.lastNumber ?? 1
        }
        let task = make(number)
        try journal?.recordCreation(of: task)
        do {
            try await ledger?.record(
                Charge(
                    time: task.createdAt.iso8601, path: path, profile: profile, remoteID: task.id,
                    fingerprint: task.fingerprint, model: task.model, seconds: task.seconds,
                    size: task.size.description, prompt: task.prompt, attempt: 1))
        } catch {
            try journal?.recordDeletion(of: task)
            throw error
        }
        state.withLock { $0[profile, default: Space()].insert(task) }
        return task
    }

    /// The task of an id, if the profile has it.
    func task(_ id: String, of profile: String) -> SimulatedTask? {
        state.withLock { $0[profile]?.tasks[id] }
    }

    /// All tasks of a profile, oldest first.
    func tasks(of profile: String) -> [SimulatedTask] {
        state.withLock { spaces in
            guard let space = spaces[profile] else { return [] }
            return space.order.compactMap { space.tasks[$0] }
        }
    }

    /// Forgets a task.
    ///
    /// - Throws: `SimulatorError.file` when that cannot be recorded.
    func delete(_ task: SimulatedTask) throws(SimulatorError) {
        try journal?.recordDeletion(of: task)
        state.withLock { spaces in
            spaces[task.profile]?.tasks[task.id] = nil
            spaces[task.profile]?.order.removeAll { $0 == task.id }
            spaces[task.profile]?.downloads[task.id] = nil
        }
    }

    /// Counts one more download of a task and gives the count.
    func countDownload(of task: SimulatedTask) -> Int {
        state.withLock { spaces in
            let count = (spaces[task.profile]?.downloads[task.id] ?? 0) + 1
            spaces[task.profile]?.downloads[task.id] = count
            return count
        }
    }
}
