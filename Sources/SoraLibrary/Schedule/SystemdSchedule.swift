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
        for unit in own { try take(unit, from: folder) }
        _ = try run("daemon-reload")
        return true
    }

    /// What is scheduled, or `nil`.
    func state(of uid: String) throws -> ScheduleState? {
        let name = SystemdUnits.name(of: uid)
        guard let text = try text(of: "\(name).timer", in: try folder()),
            SystemdUnits.library(ofUnit: text) != nil
        else { return nil }
        var state = ScheduleState()
        state.method = .systemd
        state.entry = "\(name).timer"
        state.every = SystemdUnits.interval(ofTimer: text)
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
        guard state.lastRun != nil else { return }
        let ended = try run("show", "--property=ExecMainStatus", "\(name).service")
        let text = String(decoding: ended?.output ?? [], as: UTF8.self)
        state.lastStatus = text.split(whereSeparator: \.isNewline)
            .first { $0.hasPrefix("ExecMainStatus=") }
            .flatMap { Int($0.dropFirst("ExecMainStatus=".count)) }
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
