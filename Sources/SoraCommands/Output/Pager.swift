import SoraSystem
package import SoraTerminal
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Shows what is longer than the terminal in the person's pager.
///
/// What fits is written as it is, when all of it is known. A pager that is not there, or that ends before it has shown
/// anything, is no error: the terminal gets all.
package final class Pager: OutputSink {
    private enum State {
        /// So many rows of the terminal are filled so far.
        case held(rows: Int)
        case paged(ChildProcess, pipe: Int32)
        /// The terminal itself.
        case direct
        case over
    }

    private struct Work {
        var state = State.held(rows: 1)
        /// All that was written so far, which may have to be written once more; `nil` where that was too much.
        var kept: [UInt8]? = []
    }

    private let command: String
    private let environment: [String: String]
    private let rows: Int
    private let columns: Int
    private let terminal: any OutputSink
    private let output: Int32
    private let work = Mutex(Work())

    /// A pipe holds half of that: beyond it the pager has read something.
    private static let mostKept = 128 << 10

    /// Makes a pager; nothing is started yet.
    ///
    /// - Parameters:
    ///   - command: as a shell takes it.
    ///   - environment: the variables that it gets.
    ///   - rows: of the terminal.
    ///   - columns: of the terminal.
    ///   - terminal: where it goes without the pager.
    ///   - output: the descriptor that the pager writes to.
    package init(
        _ command: String, environment: [String: String], rows: Int, columns: Int,
        terminal: any OutputSink = DescriptorSink.standardOutput, output: Int32 = 1
    ) {
        self.output = output
        self.command = command
        self.environment = environment
        self.rows = rows
        self.columns = max(1, columns)
        self.terminal = terminal
    }

    package func write(_ bytes: Span<UInt8>) throws(OutputError) {
        try work.withLock { work throws(OutputError) in
            switch work.state {
            case .direct: try terminal.write(bytes)
            case .over: throw .closed
            case .paged(let pager, let pipe):
                keep(bytes, &work)
                try hand(bytes, to: pager, pipe, &work)
                if let kept = work.kept, kept.count > Self.mostKept { work.kept = nil }
            case .held(let filled):
                keep(bytes, &work)
                let now = filled + rowCount(bytes)
                work.state = .held(rows: now)
                // One row is the prompt's.
                if now > rows || (work.kept?.count ?? 0) > Self.mostKept { try start(&work) }
            }
        }
    }

    /// Writes what was held back, and waits until the person has seen enough.
    package func finish() throws(OutputError) {
        try work.withLock { work throws(OutputError) in
            switch work.state {
            case .held: try giveUp(&work)
            case .paged(let pager, let pipe):
                close(pipe)
                try end(pager, &work)
            case .direct, .over: break
            }
        }
    }

    private func start(_ work: inout Work) throws(OutputError) {
        guard Self.isThere(command, environment), let (pager, pipe) = launch() else {
            return try giveUp(&work)
        }
        work.state = .paged(pager, pipe: pipe)
        PagerSignals.begin(pager.identifier)
        let kept = work.kept ?? []
        try hand(kept.span, to: pager, pipe, &work)
    }

    private func hand(
        _ bytes: Span<UInt8>, to pager: ChildProcess, _ pipe: Int32, _ work: inout Work
    ) throws(OutputError) {
        do {
            try DescriptorSink(pipe).write(bytes)
        } catch {
            close(pipe)
            try end(pager, &work)
            if case .over = work.state { throw .closed }
        }
    }

    /// Waits for the pager; of one that could not be run, the terminal gets what it should have shown.
    private func end(_ pager: ChildProcess, _ work: inout Work) throws(OutputError) {
        let ending = try? pager.wait()
        PagerSignals.end()
        // A shell's words for a program that is not there, or cannot be run.
        if ending == .exited(127) || ending == .exited(126), work.kept != nil {
            try giveUp(&work)
        } else {
            work.state = .over
        }
    }

    private func giveUp(_ work: inout Work) throws(OutputError) {
        work.state = .direct
        let kept = work.kept ?? []
        work.kept = nil
        try terminal.write(kept.span)
    }

    private func launch() -> (ChildProcess, Int32)? {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let child = try? ChildProcess.start(
            "/bin/sh", arguments: ["-c", isPlain ? "exec \(command)" : command],
            environment: environment.map { "\($0.key)=\($0.value)" }, input: ends[0],
            output: output,
            error: 2)
        guard let child else {
            close(ends[1])
            return nil
        }
        return (child, ends[1])
    }

    /// Whether it is a program and its words, with nothing for a shell to do: then the shell need not stay.
    private var isPlain: Bool {
        command.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: " -_./+,:".utf8.contains(byte)
            }
        }
    }

    /// Whether the command's first word is a program, as far as can be told without a shell.
    private static func isThere(_ command: String, _ environment: [String: String]) -> Bool {
        guard let word = command.split(separator: " ").first.map(String.init) else { return false }
        if word.contains("/") { return unsafe access(word, X_OK) == 0 || word.hasPrefix("~") }
        // Assignments and quotes are the shell's.
        if word.contains(where: { "='\"$\\`(".contains($0) }) { return true }
        return (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
            .contains { unsafe access("\($0)/\(word)", X_OK) == 0 }
    }

    /// The rows that bytes fill, where the terminal breaks long lines.
    ///
    /// Colours and letters of several bytes make it a little more than it is.
    private func rowCount(_ bytes: Span<UInt8>) -> Int {
        var count = 0
        var width = 0
        for index in bytes.indices {
            if bytes[index] == 0x0a {
                count += 1 + max(0, width - 1) / columns
                width = 0
            } else {
                width += 1
            }
        }
        return count
    }

    private func keep(_ bytes: Span<UInt8>, _ work: inout Work) {
        for index in bytes.indices { work.kept?.append(bytes[index]) }
    }
}
