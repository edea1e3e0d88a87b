import SoraSync
import Synchronization

/// Hears what happens in a sync, passes it on, and remembers what was stored.
final class StoredVideos: SyncObserver {
    private let observer: any SyncObserver
    private let stored = Mutex<Set<Int64>>([])

    init(for observer: any SyncObserver) { self.observer = observer }

    /// The numbers of the videos that were stored.
    var numbers: [Int64] { stored.withLock { $0.sorted() } }

    func observe(_ event: SyncEvent) {
        if case .stored(_, let video, _, _) = event {
            stored.withLock { _ = $0.insert(video) }
        }
        observer.observe(event)
    }
}
