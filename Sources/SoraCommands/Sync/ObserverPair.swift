import SoraSync

/// Tells two observers of each event.
struct ObserverPair: SyncObserver {
    private let first: any SyncObserver
    private let second: any SyncObserver

    init(_ first: any SyncObserver, _ second: any SyncObserver) {
        self.first = first
        self.second = second
    }

    func observe(_ event: SyncEvent) {
        first.observe(event)
        second.observe(event)
    }
}
