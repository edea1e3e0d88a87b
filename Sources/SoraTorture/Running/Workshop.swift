import SoraModel
import SoraSystem

/// One library with its service and its commands, for the length of a run.
final class Workshop {
    let folder: RunFolder
    let service: Service
    private let programs: Programs
    private let canary: Canary?
    private let mayBeShort: Bool
    private(set) var commands: [Command] = []
    private var violations: [Violation] = []
    /// A key that exists nowhere else, and must be found nowhere.
    let key: String
    /// Whether anything was done that can leave an outcome unknown.
    private(set) var hadFaults = false
    /// Whether the service was killed.
    private var serviceWasKilled = false
    /// How many faults were planned at named moments, and how many came to pass.
    var planned = 0
    var reached = 0
    /// How many processes were killed.
    private(set) var kills = 0

    /// How long a sync may take that nothing is done to, in milliseconds.
    static let patience = 60_000.0
    /// How many syncs without faults may be needed.
    private static let recoveries = 12

    /// The words of a sync; what it does not get in the time, such as a web page that never becomes a
    /// video, it leaves to the next.
    static let sync = ["sync", "--until-idle", "--timeout", "3s"]
    private static let making = ["init"]

    /// Starts a service, makes a library and queues tasks.
    ///
    /// - Parameters:
    ///   - programs: the programs.
    ///   - folder: the folder of the run.
    ///   - plans: the tasks.
    ///   - script: what goes wrong on the way to the service.
    ///   - isEncrypted: whether the service speaks HTTPS.
    ///   - canary: the bug that soralib has.
    ///   - fault: what happens to soralib when it makes the library the first time.
    /// - Throws: an error when the harness cannot work.
    init(
        _ programs: Programs, folder: RunFolder, plans: [TaskPlan], script: String? = nil,
        isEncrypted: Bool = false, canary: Canary? = nil, fault: PlannedFault? = nil
    ) throws {
        self.programs = programs
        self.folder = folder
        self.canary = canary
        key = "key-" + SystemRandom().bytes(16).map { String($0, radix: 16) }.joined()
        if let script { try FileTree.write(script, to: folder.faults) }
        service = Service(
            programs.simulator, folder: folder, isEncrypted: isEncrypted,
            playsFaults: script != nil)
        hadFaults = script != nil
        mayBeShort = script?.contains("too_small") ?? false
        try service.start()
        do {
            if let fault {
                _ = try Performance(workshop: self).suffer([fault], Self.making)
            }
            if lastEnding != "0" { try expectSuccess(Self.making) }
            try expectSuccess(
                [
                    "provider", "add", "rehearsal", "--profile", "openai-compatible",
                    "--base-url", service.url, "--key-env", Environment.keyVariable,
                ] + (isEncrypted ? ["--ca-file", folder.authority] : []))
            try queue(plans)
        } catch {
            service.kill()
            throw error
        }
    }

    /// Queues tasks.
    func queue(_ plans: [TaskPlan]) throws {
        guard !plans.isEmpty else { return }
        let lines = plans.map {
            #"{"text": "\#($0.prompt)", "model": "torture", "seconds": 1, "size": "64x64"}"#
        }
        try FileTree.write(lines.joined(separator: "\n") + "\n", to: folder.batch)
        try expectSuccess(["queue", "--batch", folder.batch])
    }

    /// How the last command ended: its status, or `signal 9`.
    var lastEnding: String { commands.last?.endingWords ?? "nothing" }

    /// How the first sync ended.
    var firstSyncEnding: String {
        commands.first { $0.log.hasSuffix("-sync") }?.endingWords ?? "nothing"
    }

    /// Starts a command of soralib.
    ///
    /// - Parameters:
    ///   - words: the words behind its name.
    ///   - faults: what happens to it at named moments.
    ///   - tracer: words to start it with, such as those of strace.
    /// - Returns: the running command.
    /// - Throws: `SystemError` when it cannot be started.
    func start(
        _ words: [String], with faults: [PlannedFault] = [], tracer: [String] = []
    ) throws -> Command {
        let number = String(commands.count + 100).dropFirst()
        let line = tracer + [programs.soralib, "--library", folder.library] + words
        let command = try Command(
            line[0], Array(line.dropFirst()),
            environment: Environment.soralib(folder, key: key, faults: faults, canary: canary),
            log: "\(folder.logs)/\(number)-\(words[0])", key: key)
        commands.append(command)
        return command
    }

    /// Starts a sync.
    func startSync(with faults: [PlannedFault] = [], tracer: [String] = []) throws -> Command {
        try start(Self.sync, with: faults, tracer: tracer)
    }

    /// Kills a command.
    func kill(_ command: Command) throws {
        guard command.ending == nil else { return }
        hadFaults = true
        kills += 1
        try command.kill()
    }

    /// Asks a command to end, and waits for it.
    func terminate(_ command: Command) throws {
        hadFaults = true
        command.terminate()
        if try !command.wait(until: Self.patience) {
            violations.append(.init(.liveness, "SIGTERM did not end a sync within a minute"))
            try command.kill()
        }
    }

    /// Kills the service.
    func killService() {
        serviceWasKilled = true
        hadFaults = true
        kills += 1
        service.kill()
    }

    /// Notes that something else went wrong on purpose.
    func noteFault(kills: Int = 0) {
        hadFaults = true
        self.kills += kills
    }

    func report(_ violation: Violation) { violations.append(violation) }

    /// Waits for a command that nothing more is done to.
    func finish(_ command: Command) throws {
        if try command.wait(until: Self.patience) { return }
        violations.append(.init(.liveness, "a sync did not end within a minute"))
        try command.kill()
    }

    /// Lets soralib recover without faults, until nothing is left to do.
    ///
    /// - Returns: how many syncs that took.
    func recover() throws -> Int {
        // To play no more faults it is killed, perhaps while it answers.
        if service.playsFaults { serviceWasKilled = true }
        try service.makeHonest()
        for round in 1...Self.recoveries {
            let sync = try startSync()
            try finish(sync)
            if let status = sync.status, ![0, 1, 3].contains(status) {
                violations.append(
                    .init(
                        .liveness,
                        "a sync without faults ended with \(status): "
                            + String(FileTree.text(of: sync.log).suffix(300))))
            }
            let open = try Books("\(folder.library)/soralib.sqlite").tasks.filter {
                ["queued", "submitting", "submitted", "in_progress", "downloading"]
                    .contains($0.state)
                    || $0.state == "completed" && !$0.prompt.contains(TaskPlan.pageMarker)
            }
            if open.isEmpty { return round }
            let due = (open.map(\.next).min() ?? 0) - SystemTime().now().milliseconds
            Clock.sleep(milliseconds: Double(min(max(due, 50), 5000)))
        }
        violations.append(
            .init(.liveness, "\(Self.recoveries) syncs did not bring everything to its end"))
        return Self.recoveries
    }

    /// Judges what is left, and stops the service.
    func judge(plans: [TaskPlan]) throws -> Oracle.Judgement {
        for command in commands {
            if case .killed(let signal)? = command.ending, signal != 9, signal != 15 {
                violations.append(
                    .init(.leftovers, "soralib died of signal \(signal): \(command.log)"))
            }
            violations += command.leaks.map { .init(.secret, "the key is in \($0)") }
        }
        violations += leftovers()
        if Witness.shared.heard(key) {
            violations.append(.init(.secret, "the key was sent to another origin"))
        }
        defer { service.kill() }
        let oracle = Oracle(
            folder: folder, plans: plans, key: key, hadFaults: hadFaults,
            serviceWasKilled: serviceWasKilled, mayBeShort: mayBeShort, service: try service.open())
        var judgement = try oracle.judge()
        judgement.violations += violations
        return judgement
    }

    /// The children of commands that are over; they may take a moment to notice.
    private func leftovers() -> [Violation] {
        let children = commands.reduce(into: Set<SeenProcess>()) { $0.formUnion($1.children) }
        var alive = children
        let end = Clock.now + 5000
        repeat {
            alive = alive.filter { ProcessTable.isAlive($0) }
            if alive.isEmpty { break }
            Clock.sleep(milliseconds: 20)
        } while Clock.now < end
        return alive.map { .init(.leftovers, "\($0.name) (\($0.identifier)) outlived its sync") }
    }

    private func expectSuccess(_ words: [String]) throws {
        let command = try start(words)
        guard try command.wait(until: Self.patience), command.status == 0 else {
            throw TortureError(
                "soralib \(words.joined(separator: " ")): \(FileTree.text(of: command.log))")
        }
    }
}
