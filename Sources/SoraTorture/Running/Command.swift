import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A soralib that was started, with what was seen of it and its children.
final class Command {
    private let child: ChildProcess
    private let key: String
    private let started = Clock.now
    /// What it wrote.
    let log: String
    /// How it ended.
    private(set) var ending: ChildProcess.Ending?
    /// How long it ran, in milliseconds.
    private(set) var milliseconds = 0.0
    /// The processes that it had started when it was looked at.
    private(set) var children: Set<SeenProcess> = []
    /// Where the key was seen that it must not be.
    private(set) var leaks: Set<String> = []

    /// How often it is looked at while it is waited for, in milliseconds.
    private static let interval = 4.0

    init(
        _ program: String, _ arguments: [String], environment: [String], log: String, key: String
    ) throws {
        let files = FileSystem()
        let null = try files.open("/dev/null", .read)
        let output = try files.open(log, .readWrite)
        self.key = key
        self.log = log
        child = try ChildProcess.start(
            program, arguments: arguments, environment: environment, input: null.descriptor,
            output: output.descriptor, error: output.descriptor)
    }

    /// Waits at most until that many milliseconds after its start; true when it has ended.
    @discardableResult
    func wait(until milliseconds: Double) throws -> Bool {
        var looked = Clock.now
        while ending == nil {
            ending = try child.endingIfAny()
            if ending != nil {
                self.milliseconds = age
                break
            }
            if age >= milliseconds { return false }
            if Clock.now - looked > 100 {
                look()
                looked = Clock.now
            }
            Clock.sleep(milliseconds: min(Self.interval, milliseconds - age))
        }
        return true
    }

    /// Its process number.
    var identifier: Int32 { child.identifier }
    /// How long ago it was started, in milliseconds.
    var age: Double { Clock.now - started }

    /// Whether it came to a named moment at which something was planned.
    func reached(_ point: Failpoint) -> Bool {
        FileTree.text(of: log).contains("failpoint \(point.rawValue) was reached")
    }

    /// Kills it, unless it has ended.
    ///
    /// It is stopped first, so that no child of it is overlooked.
    func kill() throws {
        if ending != nil { return }
        child.send(signal: SIGSTOP)
        look()
        child.send(signal: SIGKILL)
        ending = try child.wait()
        milliseconds = Clock.now - started
    }

    /// Asks it to end.
    func terminate() {
        if ending == nil { child.send(signal: SIGTERM) }
    }

    /// Whether it ended by a signal that was sent to it from outside.
    var wasKilled: Bool { ending == .killed(bySignal: SIGKILL) }

    /// What it ended with, unless a signal ended it.
    var status: Int32? {
        if case .exited(let status)? = ending { status } else { nil }
    }

    /// How it ended, in words: its status, or `signal 9`.
    var endingWords: String {
        switch ending {
        case .exited(let status)?: String(status)
        case .killed(let signal)?: "signal \(signal)"
        case nil: "nothing yet"
        }
    }

    private func look() {
        if ProcessTable.process(child.identifier, mentions: key, inEnvironment: false) {
            leaks.insert("the arguments of soralib")
        }
        for process in ProcessTable.children(of: child.identifier) {
            children.insert(process)
            // Under another name it is soralib itself: not at its `exec` yet, or below a tracer.
            guard process.name == "soralib-media" else { continue }
            for inEnvironment in [false, true]
            where ProcessTable.process(
                process.identifier, mentions: key, inEnvironment: inEnvironment)
            {
                leaks.insert(
                    "the \(inEnvironment ? "environment" : "arguments") of \(process.name)")
            }
        }
    }
}
