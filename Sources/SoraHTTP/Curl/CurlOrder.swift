import Synchronization

/// One request on its way from the task that sends it to the thread that carries it out.
struct CurlOrder: Sendable {
    let request: HTTPRequest
    let url: HTTPURL
    let route: HTTPRoute
    let userAgent: String
    let sink: (any BodySink)?
    let ticket: CancellationTicket
    let waiter: CheckedContinuation<Result<HTTPResponse, TransportFailure>, Never>
}

/// Tells the thread that a task no longer waits.
final class CancellationTicket: Sendable {
    private let flag = Atomic(false)

    /// Whether the task was cancelled.
    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// Says that the task was cancelled.
    func cancel() { flag.store(true, ordering: .releasing) }
}
