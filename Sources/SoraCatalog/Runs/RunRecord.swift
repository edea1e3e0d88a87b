package import SoraModel

/// One run of a sync, as the catalogue keeps it.
package struct RunRecord: Hashable, Sendable {
    /// What started a run.
    package enum Origin: String, Sendable, CaseIterable {
        /// A person or a program that ran the command.
        case command
        /// A command that stays and watches.
        case watch
        /// A timer of systemd.
        case timer
        /// cron.
        case cron

        /// Whether nobody is there to read.
        package var isScheduled: Bool { self == .timer || self == .cron }
    }

    /// Its number.
    package var id: Int64 = 0
    /// When it began.
    package var startedAt: Timestamp
    /// When it ended, or `nil`.
    package var endedAt: Timestamp?
    /// What started it.
    package var origin: Origin
    /// The number of its process.
    package var pid: Int64
    /// How many runs it stands for.
    package var repeats = 1
    /// What it ended with, or `nil`.
    package var exitStatus: Int?
    /// Tasks that a service accepted.
    package var submitted = 0
    /// Results that were stored.
    package var downloaded = 0
    /// Tasks that failed or were rejected.
    package var failed = 0
    /// Results that were lost.
    package var expired = 0
    /// Tasks that were not at their end then.
    package var waiting = 0
    /// The size of the stored results.
    package var bytes: Int64 = 0
    /// What its requests cost.
    package var spent: [Money] = []
    /// Clips that were checked again, or `nil` where none were to be.
    package var checked: Int?
    /// Of these, those that are not as they should be.
    package var unsound: Int?
    /// The name of the copy of the catalogue that was made.
    package var backup: String?
    /// What kept it from its work, in words.
    package var message: String?

    package init(startedAt: Timestamp, origin: Origin, pid: Int64) {
        self.startedAt = startedAt
        self.origin = origin
        self.pid = pid
    }

    /// Whether it changed nothing that anybody would look for.
    package var isIdle: Bool {
        submitted == 0 && downloaded == 0 && failed == 0 && expired == 0 && bytes == 0
            && spent.isEmpty && checked == nil && backup == nil
    }
}
