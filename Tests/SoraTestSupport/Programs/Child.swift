import Foundation
import SoraSystem
import Synchronization

/// A program that a test started; its output goes to files, so that no full pipe can hold it up.
///
/// Not Foundation's `Process`: on Linux it learns of an end through a socket that other children can inherit
/// and keep open, so an end may be noticed late or never, and waiting for it keeps a processor busy.
package final class Child: Sendable {
    /// What came of a program.
    package struct Outcome: Sendable, CustomStringConvertible {
        /// The exit status; 128 and the signal's number where a signal ended it.
        package var status: Int32
        /// Standard output.
        package var output: String
        /// Standard error.
        package var errors: String

        package var description: String { "status \(status)\n\(output)\n\(errors)" }
    }

    /// What a program reads.
    package enum Input: Sendable {
        case text(String)
        /// Nothing, and no end of it either.
        case open
    }

    /// What the thread that waits has too: it must not keep a program alive that nobody looks at any more.
    private final class End: Sendable {
        private struct State {
            var outcome: Outcome?
            var waiting: [@Sendable (Outcome) -> Void] = []
        }

        private let state = Mutex(State())

        var outcome: Outcome? { state.withLock { $0.outcome } }

        func whenKnown(_ act: @escaping @Sendable (Outcome) -> Void) {
            let outcome = state.withLock { state in
                if state.outcome == nil { state.waiting.append(act) }
                return state.outcome
            }
            if let outcome { act(outcome) }
        }

        func set(_ outcome: Outcome) {
            let waiting = state.withLock { state in
                state.outcome = outcome
                defer { state.waiting = [] }
                return state.waiting
            }
            for act in waiting { act(outcome) }
        }
    }

    /// The process number.
    package var identifier: Int32 { process.identifier }
    private let process: ChildProcess
    private let folder: String
    /// Keeps an open input open.
    private let pipe: Pipe?
    private let ending = End()

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
    package init(
        _ program: String, _ words: [String], environment: [String: String] = [:],
        current: String = "/", input: Input = .text(""), limit: Double = 60
    ) throws {
        let folder = NSTemporaryDirectory() + "/soralib-child-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        self.folder = folder
        func open(_ name: String) throws -> FileHandle {
            _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil)
            return try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        let reading: FileHandle
        switch input {
        case .text(let text):
            try text.write(toFile: folder + "/input", atomically: false, encoding: .utf8)
            reading = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder + "/input"))
            pipe = nil
        case .open:
            let pipe = Pipe()
            reading = pipe.fileHandleForReading
            self.pipe = pipe
        }
        let (output, errors) = (try open("output"), try open("errors"))
        process = try ChildProcess.start(
            program, arguments: words, environment: environment.map { "\($0)=\($1)" },
            folder: current, input: reading.fileDescriptor, output: output.fileDescriptor,
            error: errors.fileDescriptor)
        // Waiting blocks, so it has a thread of its own and none of Swift's pool.
        let thread = Thread { [process, ending] in
            let status: Int32 =
                switch try? process.wait() {
                case .exited(let status): status
                case .killed(let signal): 128 + signal
                case nil: -1
                }
            ending.set(
                Outcome(
                    status: status, output: Self.text(folder, "output"),
                    errors: Self.text(folder, "errors")))
        }
        thread.start()
        DispatchQueue.global().asyncAfter(deadline: .now() + limit) { [weak self] in self?.kill() }
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Waits until it has ended.
    package func end() async -> Outcome {
        await withCheckedContinuation { continuation in
            ending.whenKnown { continuation.resume(returning: $0) }
        }
    }

    /// Whether it has ended.
    package var hasEnded: Bool { ending.outcome != nil }

    /// What it wrote so far.
    package func written(_ name: String = "output") -> String {
        Self.text(folder, name)
    }

    /// The first line that it writes, with the end of the line; what there is if it ends before.
    package func firstLine() async throws -> String {
        while true {
            let isOver = hasEnded
            let text = written()
            if text.contains("\n") || isOver { return text }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Ends it at once: a signal that it may block or ignore would not do.
    package func kill() { send(signal: SIGKILL) }

    /// Sends it a signal, unless it has ended.
    package func send(signal: Int32) {
        if !hasEnded { process.send(signal: signal) }
    }

    /// Runs a program to its end, in a test that cannot be suspended.
    package static func run(
        _ program: String, _ words: [String],
        environment: [String: String] = ProcessInfo.processInfo.environment, current: String = "/"
    ) throws -> Outcome {
        let child = try Child(program, words, environment: environment, current: current)
        let ended = DispatchSemaphore(value: 0)
        child.ending.whenKnown { _ in ended.signal() }
        ended.wait()
        return child.ending.outcome ?? Outcome(status: -1, output: "", errors: "")
    }

    private static func text(_ folder: String, _ name: String) -> String {
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }
}
