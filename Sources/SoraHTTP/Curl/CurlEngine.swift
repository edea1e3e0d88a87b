import CCurl
import Synchronization

/// What tasks and the thread share: the orders, and the means to wake the thread.
final class CurlEngine: Sendable {
    /// What there is to do for the thread.
    struct Work: Sendable {
        var orders: [CurlOrder] = []
        var isShutDown = false
    }

    private struct State {
        var work = Work()
        /// Set while the thread runs.
        var multi: CurlMulti?
    }

    private let state = Mutex(State())

    /// Hands over an order, and starts the thread if none runs.
    func submit(_ order: CurlOrder, library: CurlLibrary) {
        let refusal = state.withLock { state -> TransportFailure? in
            if state.work.isShutDown { return .shutDown }
            if state.multi == nil {
                guard let multi = CurlMulti(library) else { return .noMemory }
                guard PlainThread.start({ [self] in CurlLoop(self, multi).run() }) else {
                    multi.free()
                    return .noThread
                }
                state.multi = multi
            }
            state.work.orders.append(order)
            state.multi?.wake()
            return nil
        }
        if let refusal { order.waiter.resume(returning: .failure(refusal)) }
    }

    /// Makes the thread look for cancelled tasks.
    func wake() {
        state.withLock { $0.multi?.wake() }
    }

    /// Lets the thread end all transfers and itself; later orders are refused.
    func shutDown() {
        state.withLock { state in
            state.work.isShutDown = true
            state.multi?.wake()
        }
    }

    /// Gives the thread what there is to do.
    func takeWork() -> Work {
        state.withLock { state in
            defer { state.work.orders = [] }
            return state.work
        }
    }

    /// Called by the thread before it frees what `wake` uses.
    func threadEnds() {
        state.withLock { $0.multi = nil }
    }
}

/// The handle under which libcurl runs many transfers.
// @unchecked: only `wake` is called from other threads, which curl_multi_wakeup(3) allows, and
// under the lock that `threadEnds` takes before the handle is freed.
@safe struct CurlMulti: @unchecked Sendable {
    let library: CurlLibrary
    let handle: UnsafeMutableRawPointer

    init?(_ library: CurlLibrary) {
        guard let handle = unsafe sora_curl_multi_init(library.functions) else { return nil }
        self.library = library
        unsafe self.handle = handle
    }

    func wake() {
        _ = unsafe sora_curl_multi_wakeup(library.functions, handle)
    }

    func free() {
        unsafe sora_curl_multi_cleanup(library.functions, handle)
    }
}
