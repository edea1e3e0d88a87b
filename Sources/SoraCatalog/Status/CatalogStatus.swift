package import SoraModel

/// What is waiting, done, and to be decided in a library.
package struct CatalogStatus: Hashable, Sendable {
    /// A result that will be gone.
    package struct Expiring: Hashable, Sendable {
        /// The task.
        package var task: Handle
        /// When its result will be gone.
        package var at: Timestamp
    }

    /// A task that waits for what it starts from.
    package struct Waiting: Hashable, Sendable {
        /// The task.
        package var task: Handle
        /// What it waits for, or why that will never come.
        package var footing: Footing

        init(task: Handle, for footing: Footing) {
            self.task = task
            self.footing = footing
        }
    }

    /// A task that came to nothing.
    package struct Failed: Hashable, Sendable {
        /// The task.
        package var task: Handle
        /// `failed`, `rejected` or `expired`.
        package var state: TaskState
        /// What went wrong, as a word.
        package var code: String?
        /// What went wrong, in words.
        package var message: String?
    }

    /// How many tasks are in each state; every state is there.
    package var tasks: [TaskState: Int] = [:]
    /// How many videos have each verdict; every verdict is there.
    package var verdicts: [Verdict: Int] = [:]
    /// The tasks that a person has to decide about.
    package var toDecide: [Handle] = []
    /// The tasks that wait for what they start from.
    package var waiting: [Waiting] = []
    /// The results that are not fetched yet, the earliest end first.
    package var expiring: [Expiring] = []
    /// The tasks that came to nothing in the last days and were not tried again, the newest first; not more than a page.
    package var failed: [Failed] = []
    /// What was, or may have been, spent: one amount a currency.
    package var spent: [Money] = []
    /// The bytes of the stored originals.
    package var storedBytes: Int64 = 0
}
