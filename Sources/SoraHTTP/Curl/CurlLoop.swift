import CCurl

/// The thread that carries out all transfers: it alone touches their handles.
@safe final class CurlLoop {
    private let engine: CurlEngine
    private let multi: CurlMulti
    /// The running transfers by their easy handles.
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = unsafe [:]

    init(_ engine: CurlEngine, _ multi: CurlMulti) {
        self.engine = engine
        self.multi = multi
    }

    /// Runs until the engine is shut down.
    func run() {
        let library = unsafe multi.library.functions
        while true {
            let work = engine.takeWork()
            for order in work.orders { add(order) }
            endCancelled()
            if work.isShutDown { break }
            let code = unsafe sora_curl_multi_perform(library, multi.handle)
            if code != CURLM_OK { endAll { $0.brokenOff() } }
            endDone()
            // libcurl returns earlier for its own time limits (curl_multi_poll(3)).
            _ = unsafe sora_curl_multi_poll(library, multi.handle, 60_000)
        }
        endAll { $0.cancelled(.shutDown) }
        engine.threadEnds()
        multi.free()
    }

    private func add(_ order: CurlOrder) {
        let transfer: CurlTransfer
        do throws(TransportFailure) {
            transfer = try CurlTransfer(order, multi.library)
        } catch {
            order.waiter.resume(returning: .failure(error))
            return
        }
        let easy = unsafe transfer.handle.easy
        guard unsafe sora_curl_multi_add(multi.library.functions, multi.handle, easy) == CURLM_OK
        else {
            order.waiter.resume(returning: .failure(.noMemory))
            return
        }
        unsafe transfers[easy] = transfer
    }

    private func endDone() {
        var code = CURLE_OK
        while let easy = unsafe sora_curl_multi_next_done(
            multi.library.functions, multi.handle, &code)
        {
            if let transfer = unsafe transfers[easy] {
                end(transfer, with: transfer.result(code))
            }
        }
    }

    private func endCancelled() {
        for transfer in unsafe Array(transfers.values) where transfer.order.ticket.isCancelled {
            end(transfer, with: transfer.cancelled(.cancelled))
        }
    }

    private func endAll(
        _ result: (CurlTransfer) -> Result<HTTPResponse, TransportFailure>
    ) {
        for transfer in unsafe Array(transfers.values) { end(transfer, with: result(transfer)) }
    }

    private func end(
        _ transfer: CurlTransfer, with result: Result<HTTPResponse, TransportFailure>
    ) {
        let easy = unsafe transfer.handle.easy
        _ = unsafe sora_curl_multi_remove(multi.library.functions, multi.handle, easy)
        unsafe transfers[easy] = nil
        transfer.order.waiter.resume(returning: result)
    }
}
