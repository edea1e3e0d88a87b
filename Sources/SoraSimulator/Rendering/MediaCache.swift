import Dispatch
import Synchronization

/// Rendered files, the latest used ones in memory.
///
/// Rendering happens on threads of its own, one clip a core, so that it holds up no request.
/// What was dropped is rendered again: the same clip gives the same bytes.
actor MediaCache {
    private let capacity: Int
    private var files: [MediaKey: MediaFile] = [:]
    private var size = 0
    private var useCount = 0
    private var lastUse: [MediaKey: Int] = [:]
    private var rendering: [MediaKey: Task<MediaFile, any Error>] = [:]
    private let queues: [DispatchQueue]
    private var nextQueue = 0

    /// - Parameters:
    ///   - capacity: the most that is kept, in bytes.
    ///   - workers: how many clips are rendered at once.
    init(capacity: Int = 256 << 20, workers: Int) {
        self.capacity = capacity
        queues = (0..<max(1, workers)).map { DispatchQueue(label: "rendering-\($0)") }
    }

    /// The file of a key, rendered now when it is not in memory.
    ///
    /// - Throws: `SimulatorError.rendering`.
    func file(_ key: MediaKey) async throws -> MediaFile {
        useCount += 1
        lastUse[key] = useCount
        if let file = files[key] { return file }
        if let task = rendering[key] { return try await task.value }
        let queue = queues[nextQueue % queues.count]
        nextQueue += 1
        let task = Task(executorPreference: ServerExecutor.shared) {
            try await Self.render(key, on: queue)
        }
        rendering[key] = task
        defer { rendering[key] = nil }
        let file = try await task.value
        keep(file, as: key)
        return file
    }

    private static func render(_ key: MediaKey, on queue: DispatchQueue) async throws -> MediaFile {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try key.render() }) }
        }
    }

    private func keep(_ file: MediaFile, as key: MediaKey) {
        files[key] = file
        size += file.bytes.count
        while size > capacity, files.count > 1,
            let oldest = files.keys.min(by: { lastUse[$0, default: 0] < lastUse[$1, default: 0] })
        {
            size -= files.removeValue(forKey: oldest)?.bytes.count ?? 0
            lastUse[oldest] = nil
        }
    }
}
