import Foundation
import SoraHTTP
import Synchronization
import Testing

/// Cancelling, shutting down, and what stays in memory.
struct EndingTests {
    @Test func `a cancelled task ends its transfer at once`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.awaitEnd()
        }
        let task = Task { try await failed(request(.post, server.url(), body: "{}")) }
        try await wait { server.seen.requests.count == 1 }
        // The server never answers, and the limit of the request is minutes away.
        task.cancel()
        let failure = try await task.value
        #expect(failure.reason == .cancelled)
        #expect(failure.requestMayHaveLeft)
    }

    @Test func `a task that is cancelled before sends nothing`() async throws {
        let server = try RawServer { $0.awaitEnd() }
        let task = Task {
            try? await Task.sleep(for: .seconds(10))
            return try await failed(request(.post, server.url(), body: "{}"))
        }
        task.cancel()
        let failure = try await task.value
        #expect(failure.reason == .cancelled)
        #expect(!failure.requestMayHaveLeft)
        #expect(server.seen.connections == 0)
    }

    @Test func `shutting down ends what runs and refuses what comes`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.awaitEnd()
        }
        let transport = plainTransport()
        let task = Task { try await failed(request(.get, server.url()), by: transport) }
        try await wait { server.seen.requests.count == 1 }
        transport.shutdown()
        #expect(try await task.value.reason == .cancelled)
        let late = try await failed(request(.get, server.url()), by: transport)
        #expect(late.reason == .cancelled)
        #expect(!late.requestMayHaveLeft)
    }

    @Test func `the thread ends with the transport`() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.answer("ok") }
            connection.write("gone")
        }
        let ended = Counter()
        let watching = try RawServer { connection in
            connection.readRequest()
            connection.answer("ok")
            connection.awaitEnd()
            ended.add()
        }
        do {
            let transport = plainTransport()
            _ = try await transport.send(request(.get, server.url()))
            _ = try await transport.send(request(.get, watching.url()))
        }
        // The idle connection is closed by the thread when it ends.
        try await wait { ended.value == 1 }
    }

    @Test func `a large body passes through in constant memory`() async throws {
        let block = [UInt8](repeating: 7, count: 1 << 20)
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(200 << 20)\r\n\r\n")
            for _ in 0..<200 { connection.write(block) }
        }
        let sink = MemorySink()
        let before = MemorySink.residentBytes()
        let response = try await plainTransport().send(request(.get, server.url()), into: sink)
        #expect(response.bodyBytes == 200 << 20)
        #expect(sink.count == 200 << 20)
        #expect(sink.peak - before < 64 << 20)
    }
}

/// Counts a body, and looks at the memory of the process meanwhile.
private final class MemorySink: BodySink {
    private let state = Mutex((count: 0, peak: 0))
    var count: Int { state.withLock { $0.count } }
    var peak: Int { state.withLock { $0.peak } }

    func begin(_ head: HTTPResponse) {}

    func write(_ bytes: RawSpan) {
        state.withLock { state in
            let before = state.count >> 24
            state.count += bytes.byteCount
            if state.count >> 24 != before { state.peak = max(state.peak, Self.residentBytes()) }
        }
    }

    static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4096
    }
}
