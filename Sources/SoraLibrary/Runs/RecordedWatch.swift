import SoraCatalog
import SoraModel
import SoraSync
import Synchronization

/// A watch on record: one run from its first pass to its end.
final class RecordedWatch: WatchListener {
    private let listener: any WatchListener
    private let catalog: Catalog
    private let log = Mutex<RunLog?>(nil)

    init(_ listener: any WatchListener, _ catalog: Catalog) {
        self.listener = listener
        self.catalog = catalog
    }

    func began() {
        let begun = RunLog(catalog, .watch)
        log.withLock { $0 = begun }
        listener.began()
    }

    func passed(_ summary: SyncSummary) async { await listener.passed(summary) }

    func waits(_ standing: WatchStanding) { listener.waits(standing) }

    /// Writes down how it ended; nothing where it never began.
    func end(_ result: Result<SyncSummary, any Error>, stored: [Int64]) {
        guard var log = log.withLock({ $0.take() }) else { return }
        switch result {
        case .success(let summary): log.take(summary, stored)
        case .failure(let error): log.take(error)
        }
        log.end()
    }
}
