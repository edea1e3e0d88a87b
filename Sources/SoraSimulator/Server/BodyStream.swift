import CMicroHTTPD
import Dispatch
import Synchronization

/// Sends a part of a stored file: piece by piece, slowly or cut off when told to.
final class BodyStream: Sendable {
    private let body: StreamedBody
    private let connection: Connection
    private let server: HTTPServer
    private let started = DispatchTime.now()

    init(_ body: StreamedBody, connection: Connection, server: HTTPServer) {
        self.body = body
        self.connection = connection
        self.server = server
    }

    /// Makes the answer, which keeps this object until it is sent.
    func makeResponse() -> OpaquePointer? {
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        return unsafe MHD_create_response_from_callback(
            UInt64(body.range.count), 64 << 10,
            { context, position, buffer, capacity in
                guard let context = unsafe context, let buffer = unsafe buffer else { return -2 }
                let stream = unsafe Unmanaged<BodyStream>.fromOpaque(context)
                    .takeUnretainedValue()
                return unsafe stream.fill(
                    UnsafeMutableRawBufferPointer(start: buffer, count: capacity),
                    from: Int(position))
            },
            context,
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<BodyStream>.fromOpaque(context).release()
            })
    }

    /// Copies the next piece; 0 after having suspended the connection, -2 to cut it.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer, from position: Int) -> Int {
        var count = min(buffer.count, body.range.count - position)
        if let cut = body.cutAfter { count = min(count, cut - position) }
        guard count > 0, !server.isStopping else { return -2 }
        if let limit = body.bytesPerSecond {
            let elapsed = DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds
            let allowed = Int(Double(elapsed) / 1e9 * Double(limit)) - position
            let piece = min(count, max(1, limit / 20))
            guard allowed >= piece else {
                pause(seconds: Double(piece - allowed) / Double(limit))
                return 0
            }
            count = min(count, allowed)
        }
        let start = body.range.lowerBound + position
        unsafe body.bytes.withUnsafeBytes { bytes in
            unsafe buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
        }
        return count
    }

    /// Suspends the connection; at most 0.2 s at a time, so that a stopping server is noticed.
    private func pause(seconds: Double) {
        server.suspend(connection)
        let delay = DispatchTimeInterval.microseconds(Int(min(seconds, 0.2) * 1e6) + 1000)
        DispatchQueue.global().asyncAfter(deadline: .now() + delay) { [server, connection] in
            server.resume(connection)
        }
    }
}
