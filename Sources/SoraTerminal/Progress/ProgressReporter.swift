internal import Synchronization

/// Shows how transfers come along; to be used from several tasks at once.
///
/// Progress that cannot be written is dropped: a closed standard error is no reason to stop a download.
package final class ProgressReporter: Sendable {
    package enum Mode: Sendable, Equatable {
        /// Lines that are drawn anew, in a terminal of some columns.
        case bars(width: Int)
        /// Plain lines, for a file or a log.
        case lines
        /// Nothing, for `--quiet`.
        case quiet
    }

    /// A transfer that was announced.
    package struct ID: Hashable, Sendable {
        fileprivate let number: Int
    }

    private struct State {
        var transfers: [Int: Transfer] = [:]
        var next = 0
        /// Lines that stand in the terminal now and will be drawn over.
        var drawn = 0
        var lastShown: Double?
        /// What stands below the bars, and the last line of it that went into a log.
        var status: String?
        var logged: String?
    }

    /// Seconds between two drawings, and between two lines on what is under way.
    private static let barInterval = 0.1
    private static let lineInterval = 5.0
    /// Bars at once; more would scroll, and what scrolled away cannot be drawn over.
    private static let mostBars = 8

    private let output: OutputChannel
    private let mode: Mode
    private let text: ProgressText
    private let now: @Sendable () -> Double
    private let state = Mutex(State())

    /// Makes a reporter.
    ///
    /// - Parameters:
    ///   - output: Where it writes, standard error as a rule.
    ///   - mode: How it shows what it is told.
    ///   - style: The colours.
    ///   - now: Seconds on a clock that only goes forward.
    package init(
        output: OutputChannel, mode: Mode, style: TerminalStyle = .plain,
        now: @escaping @Sendable () -> Double
    ) {
        self.output = output
        self.mode = mode
        self.now = now
        text = ProgressText(style: style)
    }

    /// Announces a transfer.
    ///
    /// - Parameters:
    ///   - name: What is shown; of any origin.
    ///   - total: Bytes in all, if known.
    ///   - bytes: Bytes that an earlier run has brought.
    /// - Returns: What to report on it with.
    package func start(_ name: String, total: Int64?, resumedWith bytes: Int64 = 0) -> ID {
        let now = now()
        let transfer = Transfer(name, total: total, resumedWith: bytes, at: now)
        return state.withLock { state in
            let id = ID(number: state.next)
            state.next += 1
            state.transfers[id.number] = transfer
            if mode == .lines { emit(text.start(transfer) + "\n") }
            if case .bars(let width) = mode { draw(&state, width: width, at: now) }
            // The first line on what is under way comes an interval after the start, not at once.
            if state.lastShown == nil { state.lastShown = now }
            return id
        }
    }

    /// Says how many bytes are here in all.
    package func update(_ id: ID, bytes: Int64) {
        let now = now()
        state.withLock { state in
            state.transfers[id.number]?.update(bytes: bytes, at: now)
            guard let transfer = state.transfers[id.number] else { return }
            let elapsed = now - (state.lastShown ?? -.infinity)
            switch mode {
            case .bars(let width) where elapsed >= Self.barInterval:
                draw(&state, width: width, at: now)
            case .lines where elapsed >= Self.lineInterval:
                emit(text.underWay(transfer) + "\n")
                state.lastShown = now
            default: break
            }
        }
    }

    /// Says that a transfer is over.
    package func finish(_ id: ID, _ ending: TransferEnding = .done) {
        let now = now()
        state.withLock { state in
            guard let transfer = state.transfers.removeValue(forKey: id.number) else { return }
            above(&state, text.end(transfer, ending, at: now), at: now)
        }
    }

    /// Takes a transfer away without a line: the caller says how it ended.
    package func remove(_ id: ID) {
        let now = now()
        state.withLock { state in
            state.transfers[id.number] = nil
            if case .bars(let width) = mode { draw(&state, width: width, at: now) }
        }
    }

    /// Writes a line on something else, above the bars.
    ///
    /// - Parameter line: Made safe for a terminal by the caller, as it may be coloured.
    package func note(_ line: String) {
        let now = now()
        state.withLock { above(&$0, line, at: now) }
    }

    /// Shows how things stand, on one line below the bars; in a log on a line of its own when it has changed.
    ///
    /// - Parameters:
    ///   - live: what a terminal shows, which is drawn anew each time.
    ///   - plain: what a log is told.
    package func status(_ live: String, plain: String) {
        let now = now()
        state.withLock { state in
            switch mode {
            case .quiet: break
            case .lines:
                guard state.logged != plain else { return }
                state.logged = plain
                emit(plain + "\n")
            case .bars(let width):
                guard state.status != live else { return }
                state.status = live
                draw(&state, width: width, at: now)
            }
        }
    }

    /// Takes the bars away, before something else is written or the program ends.
    package func clear() {
        state.withLock { state in
            state.status = nil
            emit(erase(&state))
        }
    }

    /// A line that stays; bars are drawn anew below it.
    private func above(_ state: inout State, _ line: String, at now: Double) {
        switch mode {
        case .quiet: break
        case .lines: emit(line + "\n")
        case .bars(let width):
            draw(&state, width: width, at: now, after: line + "\n")
        }
    }

    /// Draws the bars in one write, so that none of them is seen half.
    private func draw(
        _ state: inout State, width: Int, at now: Double, after line: String = ""
    ) {
        var frame = erase(&state) + line
        let waiting = state.transfers.keys.sorted()
        for key in waiting.prefix(Self.mostBars) {
            guard let transfer = state.transfers[key] else { continue }
            // The last column stays free: some terminals wrap there.
            frame += text.bar(transfer, width: width - 1) + "\n"
            state.drawn += 1
        }
        if waiting.count > Self.mostBars {
            frame += DisplayWidth.truncated(
                "and \(waiting.count - Self.mostBars) more", to: width - 1)
            frame += "\n"
            state.drawn += 1
        }
        if let status = state.status {
            frame += DisplayWidth.truncated(status, to: width - 1) + "\n"
            state.drawn += 1
        }
        emit(frame)
        state.lastShown = now
    }

    /// Moves up over the drawn lines and clears to the end of the screen (ECMA-48: CUU, ED).
    private func erase(_ state: inout State) -> String {
        defer { state.drawn = 0 }
        return state.drawn == 0 ? "" : "\u{1b}[\(state.drawn)A\r\u{1b}[J"
    }

    private func emit(_ text: String) {
        guard !text.isEmpty else { return }
        try? output.write(text)
        try? output.flush()
    }
}
