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
    ///   - timing: when.
    ///   - method: by what; `nil` for systemd where it answers, else cron.
    /// - Returns: the units, or the line of the crontab.
    /// - Throws: `SoraError` with code `usage` for a time that cron cannot say, `invalid` for a path
    ///   that no schedule can name.
    package func previewSchedule(
        _ timing: ScheduleTiming, by method: ScheduleMethod?
    ) throws -> SchedulePreview {
        let sync = try scheduledSync()
        let method = try method ?? availableMethod() ?? .systemd
        switch method {
        case .systemd:
            let systemd = SystemdSchedule(context: context)
            try systemd.check(timing)
            let units = SystemdUnits(sync, timing)
            let folder = try systemd.folder()
            return SchedulePreview(
                method: method,
                pieces: [units.service, units.timer].map {
                    .init(path: "\(folder)/\($0.name)", text: $0.text)
                })
        case .cron:
            let line = try CronTable.line(sync, timing)
            return SchedulePreview(method: method, pieces: [.init(path: nil, text: line + "\n")])
        }
    }

    /// Lets a sync be started from time to time, in place of what was installed before, and runs it once.
    ///
    /// - Returns: what is scheduled now, and what the first run ended with where that is known.
    /// - Throws: `SoraError`: `credentials` where a key is out of a schedule's reach, `configuration`
    ///   where there is neither systemd nor cron.
    package func installSchedule(
        _ timing: ScheduleTiming, by method: ScheduleMethod?
    ) throws -> (state: ScheduleState, firstRun: String?) {
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
                hint:
                    "let something else run `soralib --library DIR sync --scheduled` from time to time"
            )
        }
        let firstRun: String?
        switch method {
        case .systemd: firstRun = try installTimer(sync, timing)
        case .cron: firstRun = try installLine(sync, timing)
        }
        return (try schedule(), firstRun)
    }

    private func installTimer(_ sync: ScheduledSync, _ timing: ScheduleTiming) throws -> String? {
        let systemd = SystemdSchedule(context: context)
        try systemd.check(timing)
        try systemd.install(SystemdUnits(sync, timing), for: sync.library)
        // Two schedules of one library would only be in each other's way.
        _ = try removeFromCron(sync.uid)
        var ran = try systemd.runOnce(sync.uid)
        if ran?.lacksNamespaces == true {
            try systemd.install(
                SystemdUnits(sync, timing, hasNamespaces: false), for: sync.library)
            ran = try systemd.runOnce(sync.uid)
        }
        guard let ran else { return "still under way: `soralib schedule show` tells its end" }
        return ran.isSkipped
            ? "passed over: the unit does not see \(sync.library)"
            : Self.words(ofStatus: ran.status)
    }

    private func installLine(_ sync: ScheduledSync, _ timing: ScheduleTiming) throws -> String? {
        let cron = CronSchedule(context: context)
        let line = try CronTable.line(sync, timing)
        guard var table = try cron.table() else {
            throw SoraError(.configuration, "there is no program crontab")
        }
        table.set(line, of: sync.uid)
        try cron.write(table)
        _ = try SystemdSchedule(context: context).remove(sync.uid)
        guard let ran = try cron.runOnce(sync) else { return nil }
        let said = ran.errors.isEmpty && ran.output.isEmpty ? "" : ": \(ran.complaint)"
        return Self.words(ofStatus: Int(ran.status)) + said
    }

    /// What a run ended with, and what that means: `docs/exit-codes.md`.
    package static func words(ofStatus status: Int) -> String {
        let meaning =
            switch status {
            case 0: "all went well"
            case 1: "something failed: see `soralib history runs`"
            case 3: "a decision is needed: see `soralib status`"
            case 4: "a paid result was lost to expiry"
            case 75: "another sync is running"
            case 77: "a provider is paused for its key or its credit: see `soralib provider list`"
            case 78: "a provider's address is wrong, or a program is missing"
            case 203: "systemd could not start the program"
            case 200...: "systemd could not prepare the run: see `journalctl --user`"
            default: "see `soralib history runs`"
            }
        return "status \(status), \(meaning)"
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
        let timer = try SystemdSchedule(context: context).state(of: uid)
        // From inside a unit the crontab cannot be read, for its program needs privileges.
        let cron = CronSchedule(context: context)
        let line = timer == nil ? try cron.state(of: uid) : try? cron.state(of: uid)
        var state = timer ?? line ?? ScheduleState()
        if timer != nil, line != nil {
            state.problems.append(
                "it is in the crontab as well: `soralib schedule install` leaves one")
        }
        guard state.method != nil else { return state }
        state.problems += try scheduleProblems() + placeProblems(state)
        state.problems += try catalog.providers().compactMap { provider in
            provider.pause.map { "the provider \(provider.name) is paused: \($0.reason)" }
        }
        if let every = state.every { state.problems += try lifetimeProblems(every) }
        state.runs = try Array(runs(limit: 50).filter { $0.run.origin.isScheduled }.prefix(5))
        if state.runs.first?.state == .killed {
            state.problems.append(
                "the last run did not end: it was killed, or the machine went down")
        }
        state.lastIdleRun = try lastIdleRun()
        if state.method == .cron, let last = state.runs.first {
            state.lastRun = last.run.startedAt
            state.lastStatus = last.run.exitStatus
        }
        return state
    }

    /// What is scheduled for a library that is not there now, such as one on a disk that is not mounted.
    ///
    /// - Parameters:
    ///   - named: what `--library` said.
    ///   - context: the world around.
    /// - Returns: the schedule, or `nil`.
    /// - Throws: `SoraError` where schedules cannot be read.
    package static func schedule(
        ofAbsent named: String, context: LibraryContext
    ) throws -> ScheduleState? {
        let path = context.absolute(named)
        var state =
            try SystemdSchedule(context: context).state(ofLibraryIn: path)
            ?? CronSchedule(context: context).state(ofLibraryIn: path)
        state?.problems.append(
            "there is no library in \(path) now: if its disk is not mounted, runs are passed over until it is; "
                + "if it was moved, type `soralib schedule install` there")
        return state
    }

    /// What is wrong with where a schedule looks for its library and its program.
    private func placeProblems(_ state: ScheduleState) throws -> [String] {
        guard let (program, library) = state.paths else { return [] }
        var problems: [String] = []
        let files = context.system.files
        if library != path {
            problems.append(
                try files.status(of: library + "/soralib.sqlite") == nil
                    ? "the library was moved: the schedule looks for it in \(library); "
                        + "`soralib schedule install` here corrects that"
                    : "the schedule is for the copy of this library in \(library), not for this one"
            )
        }
        if try files.status(of: program, followingLinks: true) == nil {
            problems.append(
                "the program \(program) is not there any more: `soralib schedule install` corrects that"
            )
        }
        return problems
    }

    /// The services whose results may be gone between two runs.
    private func lifetimeProblems(_ every: Int) throws -> [String] {
        let known = try profiles
        return try catalog.providers().compactMap { provider in
            guard let profile = try? known.profile(named: provider.profile),
                profile.wire.lifetimeSeconds <= every
            else { return nil }
            return
                "results of \(provider.name) are there for \(profile.wire.lifetimeSeconds / 60) minutes, "
                + "and a run comes every \(every / 60): `soralib schedule install --every 5m`"
        }
    }

    /// Checks that there is something that `removeSchedule` would take away.
    package func checkScheduled() throws -> ScheduleState {
        let state = try schedule()
        guard state.method != nil else { throw Self.notScheduled(path) }
        return state
    }

    private static func notScheduled(_ path: String) -> SoraError {
        SoraError(
            .notFound, "nothing is scheduled for the library \(path)",
            hint: "`soralib schedule install` lets a sync run from time to time")
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
