import SoraModel
import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A schedule by a timer of the user's systemd.
struct SystemdSchedule {
    let context: LibraryContext

    private var files: FileSystem { context.system.files }

    /// Whether the user has a manager that answers.
    func isAvailable() throws -> Bool {
        try run("show", "--property=Version")?.status == 0
    }

    /// The folder of the user's own units (systemd.unit(5)).
    func folder() throws -> String {
        if let path = context.environment["XDG_CONFIG_HOME"], path.hasPrefix("/") {
            return path + "/systemd/user"
        }
        if let home = context.environment["HOME"], home.hasPrefix("/") {
            return home + "/.config/systemd/user"
        }
        throw SoraError(
            .configuration,
            "neither XDG_CONFIG_HOME nor HOME is set, so there is no place for units")
    }

    /// The folder of what the user's timers remember.
    private var stamps: String? {
        if let path = context.environment["XDG_DATA_HOME"], path.hasPrefix("/") {
            return path + "/systemd/timers"
        }
        return context.environment["HOME"].flatMap {
            $0.hasPrefix("/") ? $0 + "/.local/share/systemd/timers" : nil
        }
    }

    /// Checks that an event is one, and one that is still to come.
    ///
    /// - Throws: `SoraError` with code `usage`. Without the program that knows, systemd itself tells later.
    func check(_ timing: ScheduleTiming) throws {
        guard case .calendar(let words) = timing,
            let told = try context.programs.run(
                ["systemd-analyze", "calendar", "--iterations=1", words], [], context)
        else { return }
        guard told.status == 0 else {
            throw SoraError(
                .usage, "'\(words)' is no calendar event: \(told.complaint)",
                hint: "for example --calendar 'Mon..Fri 09..18:00'; see systemd.time(7)")
        }
        let next = String(decoding: told.output, as: UTF8.self).split(whereSeparator: \.isNewline)
            .first { $0.contains("Next elapse:") }
        guard next?.hasSuffix("never") != true else {
            throw SoraError(
                .usage, "'\(words)' is in the past: it never comes again",
                hint: "leave the year out, for example --calendar '*-12-24 18:00'")
        }
    }

    /// What came of a start of the service.
    struct FirstRun {
        /// What the program ended with; systemd's own from 200 on.
        var status: Int
        /// Whether it was passed over, for the library is not there.
        var isSkipped: Bool
        /// Whether systemd could not make the namespaces that the unit asks for (systemd.exec(5)).
        var lacksNamespaces: Bool { status == 217 || status == 226 }
    }

    /// Starts the service once, and waits for its end.
    ///
    /// - Returns: what came of it; `nil` where that is not known within a minute.
    func runOnce(_ uid: String) throws -> FirstRun? {
        let service = "\(SystemdUnits.name(of: uid)).service"
        let started = try run("start", service)
        // Ended by us, who do not wait any longer: the run itself goes on.
        guard let started, started.status < 128 else { return nil }
        let values = try properties("ExecMainStatus", "ConditionResult", of: service)
        return FirstRun(
            status: values["ExecMainStatus"].flatMap { Int($0) } ?? Int(started.status),
            isSkipped: values["ConditionResult"] == "no")
    }

    private func properties(_ names: String..., of unit: String) throws -> [String: String] {
        let shown = try run("show", "--property=\(names.joined(separator: ","))", unit)
        let lines = String(decoding: shown?.output ?? [], as: UTF8.self)
            .split(whereSeparator: \.isNewline)
        return Dictionary(
            lines.compactMap { line in
                line.firstIndex(of: "=").map {
                    (String(line[..<$0]), String(line[$0...].dropFirst()))
                }
            }
        ) { first, _ in first }
    }

    /// Whether the user's manager stays when they log out, as far as that is known.
    func lingers() throws -> Bool? {
        guard let user = context.environment["USER"] ?? context.environment["LOGNAME"],
            let shown = try context.programs.run(
                ["loginctl", "show-user", user, "--property=Linger"], [], context),
            shown.status == 0
        else { return nil }
        let text = String(decoding: shown.output, as: UTF8.self)
        return text.contains("Linger=yes") ? true : text.contains("Linger=no") ? false : nil
    }

    /// What is scheduled for the library in a folder, or `nil`: for one that is not there now.
    func state(ofLibraryIn path: String) throws -> ScheduleState? {
        let folder = try folder()
        guard try files.status(of: folder) != nil else { return nil }
        for unit in try files.names(in: folder)
        where unit.hasPrefix("soralib-") && unit.hasSuffix(".timer") {
            guard let text = try text(of: unit, in: folder),
                SystemdUnits.library(ofUnit: text) == path
            else { continue }
            return try state(of: String(unit.dropFirst("soralib-".count).dropLast(".timer".count)))
        }
        return nil
    }

    /// Writes the units and starts the timer.
    ///
    /// - Throws: `SoraError`; what was there before is there again.
    func install(_ units: SystemdUnits, for library: String) throws {
        let folder = try folder()
        var before: [(SystemdUnits.Unit, String?)] = []
        for unit in [units.service, units.timer] {
            let text = try text(of: unit.name, in: folder)
            if let text { try checkOwn(text, unit.name, library) }
            before.append((unit, text))
        }
        do {
            for unit in [units.service, units.timer] { try write(unit, in: folder) }
            try order("daemon-reload")
            try order("enable", units.timer.name)
            // Restarted, not started: a timer that runs would keep its old interval.
            try order("restart", units.timer.name)
        } catch {
            for (unit, text) in before {
                if let text {
                    try? write(SystemdUnits.Unit(name: unit.name, text: text), in: folder)
                } else {
                    try? take(unit.name, from: folder)
                }
            }
            _ = try? run("daemon-reload")
            throw error
        }
    }

    /// Stops the timer and removes the units.
    ///
    /// - Returns: whether there was anything to remove.
    func remove(_ uid: String) throws -> Bool {
        let folder = try folder()
        let name = SystemdUnits.name(of: uid)
        let own = try ["\(name).timer", "\(name).service"].filter { unit in
            try text(of: unit, in: folder).map { SystemdUnits.library(ofUnit: $0) != nil } ?? false
        }
        guard !own.isEmpty else { return false }
        // A manager that does not answer keeps no file from being removed.
        _ = try run("disable", "--now", "\(name).timer")
        // A run that failed would stay on its list.
        _ = try run("reset-failed", "\(name).service")
        for unit in own { try take(unit, from: folder) }
        _ = try run("daemon-reload")
        // Where it remembers when a timer was due last (systemd.timer(5)).
        if let stamps { try files.remove("\(stamps)/stamp-\(name).timer") }
        return true
    }

    /// What is scheduled, or `nil`.
    func state(of uid: String) throws -> ScheduleState? {
        let name = SystemdUnits.name(of: uid)
        guard let text = try text(of: "\(name).timer", in: try folder()),
            let library = SystemdUnits.library(ofUnit: text)
        else { return nil }
        var state = ScheduleState()
        state.method = .systemd
        state.entry = "\(name).timer"
        let timing = SystemdUnits.timing(ofTimer: text)
        state.timing = timing?.text
        if case .every(let interval) = timing { state.every = interval.seconds }
        let service = try self.text(of: "\(name).service", in: try folder()) ?? ""
        state.paths = (SystemdUnits.program(ofService: service) ?? "", library)
        if !SystemdUnits.hasNamespaces(service: service) {
            state.notes.append(
                "this system lets users make no namespaces: filters of system calls alone confine a run"
            )
        }
        guard try isAvailable() else {
            state.problems.append("the user's systemd does not answer, so nothing is started")
            return state
        }
        try addTimes(to: &state, name)
        return state
    }

    private struct Timer: Decodable {
        var next: Int64?
        var last: Int64?
    }

    private func addTimes(to state: inout ScheduleState, _ name: String) throws {
        let listed = try run("list-timers", "--all", "--output=json", "\(name).timer")
        if let listed, listed.status == 0,
            let timers = try? JSONDecoder().decode([Timer].self, from: Data(listed.output))
        {
            func moment(_ microseconds: Int64?) -> Timestamp? {
                microseconds.flatMap { $0 > 0 ? Timestamp(milliseconds: $0 / 1000) : nil }
            }
            state.nextRun = moment(timers.first?.next)
            state.lastRun = moment(timers.first?.last)
        }
        let shown = try run(
            "show", "--property=ActiveState,UnitFileState", "\(name).timer")
        if let shown, !String(decoding: shown.output, as: UTF8.self).contains("ActiveState=active")
        {
            state.problems.append("the timer is not running: install it again")
        }
        state.lingers = try lingers()
        guard state.lastRun != nil else { return }
        let values = try properties("ExecMainStatus", "ConditionResult", of: "\(name).service")
        if values["ConditionResult"] == "no" {
            state.notes.append("the last start was passed over: the library was not there")
        } else {
            state.lastStatus = values["ExecMainStatus"].flatMap { Int($0) }
        }
    }

    /// A unit of another library under this name is a copy's: both cannot be scheduled.
    private func checkOwn(_ text: String, _ name: String, _ library: String) throws {
        guard let other = SystemdUnits.library(ofUnit: text) else {
            throw SoraError(
                .exists, "there is a unit \(name) that soralib did not make",
                hint: "rename or remove it")
        }
        guard other != library, try files.status(of: other + "/soralib.sqlite") != nil else {
            return
        }
        throw SoraError(
            .exists, "the copy of this library in \(other) is scheduled, and both have one name",
            hint: "take that away first: soralib --library '\(other)' schedule remove")
    }

    private func text(of unit: String, in folder: String) throws -> String? {
        let path = "\(folder)/\(unit)"
        guard try files.status(of: path) != nil else { return nil }
        return String(decoding: try files.contents(of: path, limit: 1 << 20), as: UTF8.self)
    }

    private func write(_ unit: SystemdUnits.Unit, in path: String) throws {
        try files.makeFolder(path)
        // Followed here: people keep their configuration behind links.
        let folder = try files.hold(files.absolutePath(of: path) ?? path)
        guard let name = FileName(unit.name), let temporary = FileName(".\(unit.name).new") else {
            return
        }
        try files.remove(temporary, in: folder)
        let file = try files.create(temporary, in: folder)
        try files.write(Array(unit.text.utf8), to: file, at: 0)
        try files.synchronize(file)
        try files.rename(temporary, to: name, in: folder)
        try files.synchronize(folder)
    }

    /// Removes a unit, and the link that `enable` made where `disable` could not.
    private func take(_ unit: String, from folder: String) throws {
        let link = "\(folder)/timers.target.wants/\(unit)"
        if try files.status(of: link)?.kind == .link { try files.remove(link) }
        try files.remove("\(folder)/\(unit)")
    }

    private func order(_ words: String...) throws {
        let done = try context.programs.run(["systemctl", "--user"] + words, [], context)
        guard let done else {
            throw SoraError(.configuration, "there is no program systemctl")
        }
        guard done.status == 0 else {
            throw SoraError(
                .failed, "systemctl --user \(words.joined(separator: " ")): \(done.complaint)")
        }
    }

    private func run(_ words: String...) throws -> ExternalPrograms.Outcome? {
        try context.programs.run(["systemctl", "--user"] + words, [], context)
    }
}
