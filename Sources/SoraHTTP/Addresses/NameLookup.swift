import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Looks up the addresses of a name, on a thread of its own, for getaddrinfo(3) blocks.
///
/// Only for requests through a proxy: without one, libcurl looks up, and each address is checked
/// when its socket is opened.
final class NameLookup: Sendable {
    typealias Answer = Result<[NumericAddress], TransportFailure>

    private struct State {
        var answer: Answer?
        var waiter: CheckedContinuation<Answer, Never>?
    }

    private let host: String
    private let state = Mutex(State())

    private init(host: String) {
        self.host = host
    }

    /// The addresses of a host, numeric or named.
    ///
    /// - Throws: `TransportFailure`: `.resolve`, `.timeout` after that many seconds, `.cancelled`.
    static func addresses(
        of host: String, within seconds: Double
    ) async throws(TransportFailure) -> [NumericAddress] {
        let lookup = NameLookup(host: host)
        let timer = Task {
            try await Task.sleep(for: .seconds(max(0, seconds)))
            lookup.finish(
                .failure(
                    TransportFailure(
                        .timeout, requestMayHaveLeft: false,
                        message: "looking up \(host) took longer than \(seconds) s")))
        }
        defer { timer.cancel() }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                lookup.wait(waiter)
                lookup.start()
            }
        } onCancel: {
            lookup.finish(.failure(.cancelled))
        }
        return try answer.get()
    }

    private func wait(_ waiter: CheckedContinuation<Answer, Never>) {
        let early = state.withLock { state in
            state.waiter = state.answer == nil ? waiter : nil
            return state.answer
        }
        if let early { waiter.resume(returning: early) }
    }

    /// The first answer counts: of the thread, of the timer, or of a cancellation.
    private func finish(_ answer: Answer) {
        let waiter = state.withLock { state -> CheckedContinuation<Answer, Never>? in
            guard state.answer == nil else { return nil }
            state.answer = answer
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: answer)
    }

    private func start() {
        let isStarted = PlainThread.start { [self] in finish(lookUp()) }
        if !isStarted { finish(.failure(.noThread)) }
    }

    private func lookUp() -> Answer {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_protocol = Int32(IPPROTO_TCP)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, nil, &hints, &list)
        defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
        var addresses: [NumericAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe Self.address(entry.pointee.ai_addr) {
                addresses.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        guard code == 0, !addresses.isEmpty else {
            let words = unsafe code == 0 ? "it has no address" : String(cString: gai_strerror(code))
            return .failure(
                TransportFailure(
                    .resolve, requestMayHaveLeft: false,
                    message: "cannot look up \(host): \(words)"))
        }
        return .success(addresses)
    }

    private static func address(_ pointer: UnsafeMutablePointer<sockaddr>?) -> NumericAddress? {
        guard let pointer = unsafe pointer else { return nil }
        switch Int32(unsafe pointer.pointee.sa_family) {
        case AF_INET:
            let four = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: sockaddr_in.self)
            return unsafe withUnsafeBytes(of: four.sin_addr) {
                unsafe NumericAddress(bytes: Array($0))
            }
        case AF_INET6:
            let six = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: sockaddr_in6.self)
            return unsafe withUnsafeBytes(of: six.sin6_addr) {
                unsafe NumericAddress(bytes: Array($0))
            }
        default:
            return nil
        }
    }
}
