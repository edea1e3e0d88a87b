import Synchronization

/// Adds up how many bytes of many files are done, some of which are under way.
final class VerifyProgress: Sendable {
    private let state = Mutex<(finished: Int64, underWay: [Int64: Int64])>((0, [:]))
    private let tell: @Sendable (_ done: Int64) -> Void

    init(_ tell: @escaping @Sendable (_ done: Int64) -> Void) {
        self.tell = tell
    }

    /// So many bytes of a video are done.
    func update(_ video: Int64, bytes: Int64) {
        tell(
            state.withLock { state in
                state.underWay[video] = bytes
                return state.finished + state.underWay.values.reduce(0, +)
            })
    }

    /// A video of that many bytes is done.
    func finish(_ video: Int64, bytes: Int64) {
        tell(
            state.withLock { state in
                state.underWay[video] = nil
                state.finished += bytes
                return state.finished + state.underWay.values.reduce(0, +)
            })
    }
}
