import Foundation
import Synchronization

/// A program that a test started; its output goes to files, so that no full pipe can hold it up.
final class Child: Sendable {
    /// What came of a program.
    struct Outcome: Sendable, CustomStringConvertible {
        /// The exit status; 128 and the signal's number where a signal ended it.
        var status: Int32
        /// Standard output.
        var output: String
        /// Standard error.
        var errors: String

        /// Standard output as JSON.
        var json: OrderedJSON? { OrderedJSON(output) }

        /// The last line of standard error as JSON.
        var errorJSON: OrderedJSON? {
            errors.split(separator: "\n").last.flatMap { OrderedJSON(String($0)) }
        }

        var description: String { "status \(status)\n\(output)\n\(errors)" }
    }

    private struct State {
        var outcome: Outcome?
        var waiting: [CheckedContinuation<Outcome, Never>] = []
    }

    /// The process number.
    let identifier: Int32
    private let process: Process
    private let folder: String
    private let state = Mutex(State())

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - program: its file.
    ///   - words: what stands behind its name.
    ///   - environment: all of its environment.
    ///   - current: its current folder.
    ///   - input: its standard input.
    ///   - limit: the seconds after which it is killed.
    /// - Throws: when it cannot be started.
    init(
        _ program: String, _ words: [String], environment: [String: String] = [:],
        current: String = "/", input: String = "", limit: Double = 60
    ) throws {
        let folder = NSTemporaryDirectory() + "/soralib-child-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        self.folder = folder
        try input.write(toFile: folder + "/input", atomically: false, encoding: .utf8)
        func open(_ name: String) throws -> FileHandle {
            _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil)
            return try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = words
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: current)
        process.standardInput = try FileHandle(
            forReadingFrom: URL(fileURLWithPath: folder + "/input"))
        process.standardOutput = try open("output")
        process.standardError = try open("errors")
        self.process = process
        try process.run()
        identifier = process.processIdentifier
        let deadline = DispatchTime.now() + limit
        // `waitUntilExit` blocks, so it has a thread of its own and none of Swift's pool.
        let thread = Thread { [self] in
            process.waitUntilExit()
            finish()
        }
        thread.start()
        DispatchQueue.global().asyncAfter(deadline: deadline) { [weak self] in self?.kill() }
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Waits until it has ended.
    func end() async -> Outcome {
        await withCheckedContinuation { continuation in
            let outcome = state.withLock { state in
                if state.outcome == nil { state.waiting.append(continuation) }
                return state.outcome
            }
            if let outcome { continuation.resume(returning: outcome) }
        }
    }

    /// Whether it has ended.
    var hasEnded: Bool { state.withLock { $0.outcome != nil } }

    /// What it wrote so far.
    func written(_ name: String = "output") -> String {
        (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
    }

    /// Ends it at once: a signal that it may block or ignore would not do.
    func kill() {
        if !hasEnded { _ = Foundation.kill(identifier, SIGKILL) }
    }

    private func finish() {
        let isSignal = process.terminationReason == .uncaughtSignal
        let outcome = Outcome(
            status: process.terminationStatus + (isSignal ? 128 : 0), output: written(),
            errors: written("errors"))
        let waiting = state.withLock { state in
            state.outcome = outcome
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: outcome) }
    }
}
