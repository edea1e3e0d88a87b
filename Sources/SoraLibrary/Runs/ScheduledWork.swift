package import SoraCatalog
package import SoraModel
package import SoraSync
import SoraSystem

/// What a scheduled run has to do.
package struct ScheduledWork: Hashable, Sendable {
    /// Whether tasks are to be taken further.
    package var hasTasks = false
    /// Whether queued tasks are submitted.
    package var submits = true
    /// Whether some of the clips are to be checked again.
    package var checks = false
    /// Whether the catalogue is to be copied.
    package var backsUp = false
    /// Whether sidecars are to be written that commands have left, as after a large load.
    package var settles = false
    /// What a run ends with that finds nothing to do.
    package var idleStatus = ExitStatus.success

    /// Whether there is anything to do.
    package var isDue: Bool { hasTasks || checks || backsUp || settles }

    /// How often clips are checked, and the catalogue is copied.
    static let day = 86_400.0
    /// How long what was found of a clip holds, in days: each is checked again after that.
    static let month = 30
    /// How long a run checks clips, in seconds.
    static let patience = 60.0
    /// How long a run writes sidecars, in seconds.
    static let settling = 30.0
    /// How often the lists of services are asked about uncertain tasks, in seconds.
    static let listing = 900.0
}

extension Library {
    /// What a scheduled run would do now; looks at the catalogue, and at nothing else.
    package func scheduledWork() throws -> ScheduledWork {
        let now = context.system.time.now()
        func isPast(_ moment: Timestamp?, _ seconds: Double) -> Bool {
            // A moment that is yet to come is of another clock.
            moment.map { now - $0 >= seconds || $0 - now > Catalog.clockJump } ?? true
        }
        var work = ScheduledWork()
        work.submits = try catalog.setting(.scheduleSubmit) == "on"
        let due = try catalog.dueWork(submits: work.submits)
        work.hasTasks = due.hasTasks
        if due.uncertain > 0 {
            let last = try catalog.runs(limit: 1).first
            work.hasTasks = work.hasTasks || isPast(last?.endedAt, ScheduledWork.listing)
        }
        work.checks =
            try catalog.setting(.scheduleVerify) == "on"
            && isPast(catalog.lastCheckByRun(), ScheduledWork.day)
        if try catalog.setting(.scheduleBackup) == "on", let changed = try catalog.lastChange() {
            let newest = try backups().first
            let made = try newest.flatMap { try context.system.files.status(of: $0.path) }
                .map { Timestamp(milliseconds: $0.modifiedNanoseconds / 1_000_000) }
            work.backsUp = isPast(made, ScheduledWork.day) && made.map { changed > $0 } ?? true
        }
        work.settles = try catalog.areSidecarsBehind()
        if due.pauses.contains(where: { $0 != "address" }) {
            work.idleStatus = .noPermission
        } else if !due.pauses.isEmpty {
            work.idleStatus = .configuration
        } else if due.uncertain > 0 {
            work.idleStatus = .decisionNeeded
        }
        return work
    }

    /// Remembers that a scheduled run found nothing to do, without a write to the catalogue: a schedule that wakes
    /// every five minutes must not wear a disk down.
    package func noteIdleRun() {
        let files = context.system.files
        guard (try? files.open(catalog.folder.runLock, .readWrite)) != nil else { return }
        try? files.touch(catalog.folder.runLock)
    }

    /// When a scheduled run found nothing to do last.
    package func lastIdleRun() throws -> Timestamp? {
        try context.system.files.status(of: catalog.folder.runLock).map {
            Timestamp(milliseconds: $0.modifiedNanoseconds / 1_000_000)
        }
    }

    /// Does what a scheduled run does: a sync, then some of the clips again, then a copy of the catalogue.
    ///
    /// - Throws: `SoraError`, as `sync` does.
    package func runScheduled(
        _ work: ScheduledWork, _ options: SyncOptions, observer: any SyncObserver,
        control: RunControl, origin: RunRecord.Origin
    ) async throws -> (summary: SyncSummary, status: ExitStatus) {
        var options = options
        if !work.submits { options.maximumSubmits = 0 }
        var status = ExitStatus.success
        let summary = try await sync(
            options, observer: observer, control: control, origin: origin
        ) { run in
            if work.checks, !control.isStopping { await check(&run, observer, control) }
            if work.backsUp, !control.isStopping { backUp(&run) }
            if work.settles, !control.isStopping {
                // What cannot be written stays due.
                _ = try? catalog.writeSidecars(within: ScheduledWork.settling, isPatient: true)
            }
            status = ExitStatus(rawValue: Int32(run.exitStatus ?? 0))
        }
        return (summary, status)
    }

    /// Checks clips of which nothing was found for a month, a thirtieth of all a day: what is checked so
    /// wears no disk, and in a month or two is everything.
    private func check(
        _ run: inout RunRecord, _ observer: any SyncObserver, _ control: RunControl
    ) async {
        run.checked = 0
        run.unsound = 0
        do {
            let before =
                context.system.time.now() + -Double(ScheduledWork.month) * ScheduledWork.day
            let due = try videos(in: VerifyScope(uncheckedSince: before)).count
            guard due > 0 else { return }
            let wanted =
                (try videos(in: VerifyScope()).count + ScheduledWork.month - 1)
                / ScheduledWork.month
            let share = min(1, Double(wanted) / Double(due))
            var options = VerifyOptions()
            options.jobs = 1
            let time = context.system.time
            let end = time.uptime() + ScheduledWork.patience
            var (checked, unsound) = (0, [String]())
            defer {
                run.checked = checked
                run.unsound = unsound.count
            }
            do {
                _ = try await verify(
                    try videos(in: VerifyScope(uncheckedSince: before, share: share)), options,
                    isStopped: { time.uptime() > end || control.isStopping }
                ) { found in
                    checked += 1
                    if found.fileState != .present
                        || ![.verified, .unchecked].contains(found.verdict)
                    {
                        unsound.append(found.video.description)
                        observer.observe(
                            .notice(
                                "\(found.video) is \(found.fileState == .missing ? "missing" : found.verdict.rawValue): "
                                    + found.reasons.joined(separator: "; ")))
                    }
                }
            } catch let error as SoraError where error.code == .interrupted {
                // As much as there was time for; the next day goes on.
            }
            if !unsound.isEmpty {
                run.note(
                    "not as it should be: \(unsound.prefix(5).joined(separator: ", "))", .failure)
            }
        } catch {
            run.note(error)
        }
    }

    private func backUp(_ run: inout RunRecord) {
        do {
            run.backup = try backUp().path.split(separator: "/").last.map(String.init)
        } catch {
            run.note(error)
        }
    }
}

extension RunRecord {
    /// Adds to what a person should know; what is graver stays the status.
    fileprivate mutating func note(_ words: String, _ status: ExitStatus) {
        message = message.map { "\($0); \(words)" } ?? words
        if exitStatus == nil || exitStatus == 0 { exitStatus = Int(status.rawValue) }
    }

    fileprivate mutating func note(_ error: any Error) {
        let error = (error as? SoraError) ?? SoraError(.failed, "\(error)")
        note(error.message, error.code.exitStatus)
    }
}
