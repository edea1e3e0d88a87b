import Dispatch
import SoraSystem
import Synchronization

/// Reads the lines of a file a batch ahead, on a thread of its own: while the database writes one batch, the next
/// is read and scanned.
final class LoadFeed: Sendable {
    /// Lines that are worked on at once.
    struct Batch: Sendable {
        var lines: [LoadLine] = []
        /// The number of the last line that was read, blank ones counted too.
        var last: Int64 = 0
        /// The bytes of the file that were read so far.
        var position: Int64 = 0
    }

    private struct Reader {
        var lines: RecordLines
        var number: Int64 = 0
    }

    private let thread = DispatchQueue(label: "soralib load")
    private let reader: Mutex<Reader>
    private let ready = Mutex<Result<Batch, any Error>?>(nil)
    private let most: Int
    private let isScanned: Bool

    /// The most bytes of a batch, where lines are long.
    private static let mostBytes = 4 << 20

    /// - Parameters:
    ///   - path: the file.
    ///   - files: where it is.
    ///   - most: how many lines a batch has at the most.
    ///   - isScanned: whether the outlines of the lines are wanted.
    /// - Throws: `SystemError` when it cannot be opened.
    init(_ path: String, files: FileSystem, most: Int, isScanned: Bool) throws(SystemError) {
        reader = Mutex(Reader(lines: try RecordLines(path, files: files)))
        self.most = most
        self.isScanned = isScanned
        readAhead()
    }

    /// The next batch; the last of all has no lines.
    ///
    /// - Throws: `SystemError`; `SoraError` of code `invalid` for a line that is too long.
    func next() throws -> Batch? {
        // The queue is serial: what stands in it has ended when this comes to its turn.
        let result = thread.sync { ready.withLock { $0.take() } }
        guard let batch = try result?.get() else { return nil }
        if !batch.lines.isEmpty { readAhead() }
        return batch
    }

    private func readAhead() {
        thread.async { [self] in
            let result = Result { try reader.withLock { try read(&$0) } }
            ready.withLock { $0 = result }
        }
    }

    private func read(_ reader: inout Reader) throws -> Batch {
        var batch = Batch()
        var bytes = 0
        while batch.lines.count < most, bytes < Self.mostBytes,
            let line = try reader.lines.next()
        {
            reader.number += 1
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
            batch.lines.append(LoadLine(line, number: reader.number, isScanned: isScanned))
            bytes += line.count
        }
        batch.last = reader.number
        batch.position = reader.lines.position
        return batch
    }
}
