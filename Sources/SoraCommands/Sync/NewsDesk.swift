import SoraModel
import SoraSync
import Synchronization

/// Keeps what happens in a pass, for those who are told of it afterwards.
final class NewsDesk: SyncObserver {
    /// What happened, by the numbers of tasks and clips.
    struct News: Hashable, Sendable {
        /// Tasks with a result in the library, and the clips.
        var succeeded: [Int64] = []
        var videos: [Int64] = []
        /// Those of them that are not what was asked for, or do not read.
        var mismatched: [Int64] = []
        var mismatchedVideos: [Int64] = []
        /// Tasks that failed, were refused, or whose result was lost.
        var failed: [Int64] = []
        /// Tasks of which nobody knows whether they were accepted.
        var uncertain: [Int64] = []

        /// Whether nothing happened that is told.
        var isEmpty: Bool { succeeded.isEmpty && failed.isEmpty && uncertain.isEmpty }
    }

    private struct State {
        var news = News()
        var reasons: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// Why providers cannot be reached, by their names.
    var reasons: [String: String] { state.withLock { $0.reasons } }

    /// What happened since it was taken last.
    func take() -> News {
        state.withLock { state in
            defer { state.news = News() }
            return state.news
        }
    }

    func observe(_ event: SyncEvent) {
        state.withLock { state in
            switch event {
            case .stored(let task, let video, let verdict, _):
                // A corrupt one that was fetched once more is told of once, as it is now.
                state.news.succeeded.removeAll { $0 == task }
                state.news.videos.removeAll { $0 == video }
                state.news.mismatched.removeAll { $0 == task }
                state.news.mismatchedVideos.removeAll { $0 == video }
                state.news.succeeded.append(task)
                state.news.videos.append(video)
                if verdict == .mismatch || verdict == .corrupt {
                    state.news.mismatched.append(task)
                    state.news.mismatchedVideos.append(video)
                }
            case .failed(let task, _), .rejected(let task, _), .expired(let task, _):
                state.news.failed.append(task)
            case .uncertain(let task, _): state.news.uncertain.append(task)
            case .unreachable(let provider, let reason): state.reasons[provider] = reason
            default: break
            }
        }
    }
}
