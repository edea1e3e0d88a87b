import CCurl

extension CurlHandle {
    /// Lets libcurl call an exchange, which must outlive the transfer.
    ///
    /// The body of the request is handed over in parts as libcurl has room for it, never copied as a whole. No
    /// way back to its start is given, so that libcurl cannot send it again.
    func connectCallbacks(to exchange: HTTPExchange) {
        let library = unsafe library.functions
        let context = unsafe Unmanaged.passUnretained(exchange).toOpaque()
        note(
            CURLOPT_WRITEFUNCTION,
            unsafe sora_curl_set_write(
                library, easy,
                { bytes, size, count, context in
                    guard let context = unsafe context else { return size * count + 1 }
                    let part = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                    let isTaken = unsafe exchangeAt(context).takeBody(part)
                    // Any other number ends the transfer.
                    return size * count + (isTaken ? 0 : 1)
                }, context))
        note(
            CURLOPT_HEADERFUNCTION,
            unsafe sora_curl_set_header(
                library, easy,
                { bytes, size, count, context in
                    guard let context = unsafe context else { return size * count + 1 }
                    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                    let isTaken = unsafe exchangeAt(context).takeHeader(Array(line))
                    return size * count + (isTaken ? 0 : 1)
                }, context))
        note(
            CURLOPT_READFUNCTION,
            unsafe sora_curl_set_read(
                library, easy,
                { room, size, count, context in
                    guard let context = unsafe context else { return Int(CURL_READFUNC_ABORT) }
                    let room = unsafe UnsafeMutableRawBufferPointer(
                        start: room, count: size * count)
                    return unsafe exchangeAt(context).giveBody(into: room)
                }, context))
        note(
            CURLOPT_PREREQFUNCTION,
            unsafe sora_curl_set_prerequest(
                library, easy,
                { context, address, _, _, _ in
                    guard let context = unsafe context, let address = unsafe address else {
                        return Int32(CURL_PREREQFUNC_ABORT)
                    }
                    let mayGo = unsafe exchangeAt(context).mayBegin(at: String(cString: address))
                    return Int32(mayGo ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
                }, context))
        note(
            CURLOPT_OPENSOCKETFUNCTION,
            unsafe sora_curl_set_open_socket(
                library, easy,
                { context, _, address in
                    guard let context = unsafe context, let address = unsafe address else {
                        return CURL_SOCKET_BAD
                    }
                    var bytes = [UInt8](repeating: 0, count: 16)
                    let count = unsafe sora_curl_address(address, &bytes)
                    let number = NumericAddress(bytes: Array(bytes.prefix(Int(count))))
                    guard unsafe exchangeAt(context).mayConnect(to: number) else {
                        return CURL_SOCKET_BAD
                    }
                    return unsafe sora_curl_open(address)
                }, context))
    }
}

private func exchangeAt(_ context: UnsafeMutableRawPointer) -> HTTPExchange {
    unsafe Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
}
