import Dispatch
import Synchronization

/// The list of everything that was charged; each line is on the disk before its answer is sent.
///
/// Lines that come at once share one `fsync`.
final class Ledger: Sendable {
    private let file: AppendOnlyFile
    private let queue = DispatchQueue(label: "ledger")
    private let state: Mutex<State>

    private struct State {
        var attempts: [String: Int] = [:]
        var waiting: [Entry] = []
        var isWriting = false
    }

    private struct Entry: Sendable {
        let line: [UInt8]
        let continuation: CheckedContinuation<Result<Void, SimulatorError>, Never>
    }

    /// Opens or makes a ledger; one that exists is continued.
    ///
    /// - Throws: `SimulatorError` when it cannot be used or holds something else.
    init(path: String) throws(SimulatorError) {
        let (file, lines) = try AppendOnlyFile.continuing(path)
        var attempts: [String: Int] = [:]
        for (index, line) in lines.enumerated() {
            guard let charge = JSON.decode(Charge.self, from: line) else {
                throw .damagedFile(path: path, line: index + 1)
            }
            attempts[Self.key(charge), default: 0] += 1
        }
        self.file = file
        state = Mutex(State(attempts: attempts))
    }

    /// Writes a charge and returns when it is on the disk.
    ///
    /// - Throws: `SimulatorError.file` when it cannot be written; nothing is charged then.
    func record(_ charge: Charge) async throws(SimulatorError) {
        let result = await withCheckedContinuation { continuation in
            let startsWriting = state.withLock { state in
                var charge = charge
                charge.attempt = state.attempts[Self.key(charge), default: 0] + 1
                state.attempts[Self.key(charge)] = charge.attempt
                state.waiting.append(
                    Entry(line: JSON.encode(charge), continuation: continuation))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if startsWriting { queue.async { self.write() } }
        }
        try result.get()
    }

    /// Writes what is waiting until nothing is.
    private func write() {
        while true {
            let entries = state.withLock { state in
                defer { state.waiting = [] }
                state.isWriting = !state.waiting.isEmpty
                return state.waiting
            }
            if entries.isEmpty { return }
            let result: Result<Void, SimulatorError>
            do {
                try file.append(entries.map(\.line))
                try file.sync()
                result = .success(())
            } catch {
                result = .failure(error)
            }
            for entry in entries { entry.continuation.resume(returning: result) }
        }
    }

    private static func key(_ charge: Charge) -> String {
        "\(charge.profile) \(charge.fingerprint)"
    }
}
