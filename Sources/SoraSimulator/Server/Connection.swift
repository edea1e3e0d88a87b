import CMicroHTTPD

/// A handle of one connection; libmicrohttpd owns it and frees it when it is closed.
struct Connection: Sendable {
    /// The address, as a number, because C pointers may not cross threads in Swift.
    private let address: UInt

    init(_ pointer: OpaquePointer) {
        address = UInt(bitPattern: pointer)
    }

    private var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }

    func suspend() { unsafe MHD_suspend_connection(pointer) }

    func resume() { unsafe MHD_resume_connection(pointer) }

    /// The header fields or query arguments of the request.
    func values(_ kind: MHD_ValueKind) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        unsafe withUnsafeMutablePointer(to: &found) { list in
            _ = unsafe MHD_get_connection_values(
                pointer, kind,
                { context, _, name, value in
                    guard let name = unsafe name else { return .YES }
                    let text = unsafe value.map { unsafe String(cString: $0) } ?? ""
                    unsafe context?.assumingMemoryBound(to: [(name: String, value: String)].self)
                        .pointee.append((unsafe String(cString: name), text))
                    return .YES
                }, list)
        }
        return found
    }

    /// A reader for the form that the request announces, or nil when it announces none.
    func makeFormReader() -> FormReader? {
        unsafe FormReader(pointer)
    }

    /// Hands an answer over for sending.
    func queue(_ response: HTTPResponse, on server: HTTPServer) -> MHD_Result {
        guard let made = unsafe makeResponse(response.body, on: server) else { return .NO }
        for field in response.headers {
            _ = unsafe MHD_add_response_header(made, field.name, field.value)
        }
        let result = unsafe MHD_queue_response(pointer, UInt32(response.status), made)
        unsafe MHD_destroy_response(made)
        return result
    }

    private func makeResponse(_ body: HTTPResponseBody, on server: HTTPServer) -> OpaquePointer? {
        switch body {
        case .bytes(let bytes):
            var bytes = bytes
            return unsafe bytes.withUnsafeMutableBytes {
                unsafe MHD_create_response_from_buffer(
                    $0.count, $0.baseAddress, .RESPMEM_MUST_COPY)
            }
        case .stream(let body):
            return unsafe BodyStream(body, connection: self, server: server).makeResponse()
        }
    }
}
