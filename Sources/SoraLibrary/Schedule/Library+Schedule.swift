import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// What a schedule would put where: for people to read, or to install by hand.
    package struct SchedulePreview: Sendable {
        /// One file, or one line for the crontab.
        package struct Piece: Sendable {
            /// The file's path; `nil` for the crontab.
            package var path: String?
            /// What is in it.
            package var text: String
        }

        /// What would start the syncs.
        package var method: ScheduleMethod
        /// The pieces.
        package var pieces: [Piece]
    }

    /// What keeps scheduled syncs from working, each a sentence: a timer has none of the variables of a
    /// terminal, so a key in one is out of its reach.
    package func scheduleProblems() throws -> [String] {
        try catalog.providers().compactMap { provider in
            guard case .environment(let name) = try KeySource(text: provider.keySource) else {
                return nil
            }
            return "the key of \(provider.name) is in the environment variable \(name), which a "
                + "scheduled sync does not have"
        }
    }

    /// What `install` would make.
    ///
    /// - Parameters:
    ///   - interval: how often.
    ///   - method: by what; `nil` for systemd where it answers, else cron.
    /// - Returns: the units, or the line of the crontab.
    /// - Throws: `SoraError` with code `usage` for a time that cron cannot say, `invalid` for a path
    ///   that no schedule can name.
    package func previewSchedule(
        every interval: ScheduleInterval, by method: ScheduleMethod?
    ) throws -> SchedulePreview {
        let sync = try scheduledSync()
        let method = try method ?? availableMethod() ?? .systemd
        switch method {
        case .systemd:
            let units = SystemdUnits(sync, every: interval)
            let folder = try SystemdSchedule(context: context).folder()
            return SchedulePreview(
                method: method,
                pieces: [units.service, units.timer].map {
                    .init(path: "\(folder)/\($0.name)", text: $0.text)
                })
        case .cron:
            let line = try CronTable.line(sync, every: interval)
            return SchedulePreview(method: method, pieces: [.init(path: nil, text: line + "\n")])
        }
    }

    /// Lets a sync be started from time to time; in place of what was installed before.
    ///
    /// - Returns: what is scheduled now.
    /// - Throws: `SoraError`: `credentials` where a key is out of a schedule's reach, `configuration`
    ///   where there is neither systemd nor cron.
    package func installSchedule(
        every interval: ScheduleInterval, by method: ScheduleMethod?
    ) throws -> ScheduleState {
        let problems = try scheduleProblems()
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: "the schedule", code: .credentials,
                hint: "name another place: soralib provider set NAME --key-file FILE, "
                    + "or --key-command CMD")
        }
        let sync = try scheduledSync()
        guard let method = try method ?? availableMethod() else {
            throw SoraError(
                .configuration, "neither a systemd of the user's nor cron is there to start a sync",
                hint: "let something else run `soralib --library DIR sync` from time to time")
        }
        let uid = sync.uid
        let systemd = SystemdSchedule(context: context)
        let cron = CronSchedule(context: context)
        switch method {
        case .systemd:
            try systemd.install(SystemdUnits(sync, every: interval), for: sync.library)
            // Two schedules of one library would only be in each other's way.
            _ = try removeFromCron(uid)
        case .cron:
            let line = try CronTable.line(sync, every: interval)
            guard var table = try cron.table() else {
                throw SoraError(.configuration, "there is no program crontab")
            }
            table.set(line, of: uid)
            try cron.write(table)
            _ = try systemd.remove(uid)
        }
        return try schedule()
    }

    /// Takes away what `installSchedule` made, and nothing else.
    ///
    /// - Returns: what it was.
    /// - Throws: `SoraError` with code `not_found` where nothing is scheduled.
    package func removeSchedule() throws -> ScheduleState {
        let state = try schedule()
        let uid = try uid()
        let wasTimer = try SystemdSchedule(context: context).remove(uid)
        let wasLine = try removeFromCron(uid)
        guard wasTimer || wasLine else { throw Self.notScheduled(path) }
        return state
    }

    /// What is scheduled; without a method where nothing is.
    package func schedule() throws -> ScheduleState {
        let uid = try uid()
        var state =
            try SystemdSchedule(context: context).state(of: uid)
            ?? CronSchedule(context: context).state(of: uid) ?? ScheduleState()
        if state.method != nil { state.problems += try scheduleProblems() }
        return state
    }

    /// Checks that there is something that `removeSchedule` would take away.
    package func checkScheduled() throws -> ScheduleState {
        let state = try schedule()
        guard state.method != nil else { throw Self.notScheduled(path) }
        return state
    }

    private static func notScheduled(_ path: String) -> SoraError {
        SoraError(.notFound, "nothing is scheduled for the library \(path)")
    }

    private func removeFromCron(_ uid: String) throws -> Bool {
        let cron = CronSchedule(context: context)
        guard var table = try cron.table(), table.line(of: uid) != nil else { return false }
        table.remove(uid)
        try cron.write(table)
        return true
    }

    private func availableMethod() throws -> ScheduleMethod? {
        if try SystemdSchedule(context: context).isAvailable() { return .systemd }
        return try CronSchedule(context: context).table() == nil ? nil : .cron
    }

    private func scheduledSync() throws -> ScheduledSync {
        guard let program = HelperLocator.runningProgram else {
            throw SoraError(.failed, "the file of this program cannot be found")
        }
        return try ScheduledSync(program: program, library: path, uid: try uid())
    }
}
