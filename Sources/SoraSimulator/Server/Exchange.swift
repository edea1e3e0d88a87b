import CMicroHTTPD
import Synchronization

/// One request while it arrives and until its answer is handed over.
final class Exchange: Sendable {
    private let connection: Connection
    private let method: String
    private let path: String
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var received = 0
        var bytes: [UInt8] = []
        var form: FormReader?
        var response: HTTPResponse?
    }

    init(connection: Connection, method: String, path: String) {
        self.connection = connection
        self.method = method
        self.path = path
        state = Mutex(State(form: connection.makeFormReader()))
    }

    /// Takes the next piece of the body; past the limit it is only counted.
    func receive(_ piece: [UInt8]) {
        state.withLock { state in
            state.received += piece.count
            if state.received > HTTPServer.bodyLimit {
                state.bytes = []
            } else if let form = state.form {
                form.read(piece)
            } else {
                state.bytes += piece
            }
        }
    }

    /// The request, once its body is complete.
    func takeRequest() -> HTTPRequest {
        let body: HTTPRequestBody = state.withLock { state in
            if state.received > HTTPServer.bodyLimit { return .tooLarge }
            if let form = state.form { return form.finish() }
            defer { state.bytes = [] }
            return .bytes(state.bytes)
        }
        return HTTPRequest(
            method: method, path: path, query: connection.values(.GET_ARGUMENT_KIND),
            headers: connection.values(.HEADER_KIND), body: body)
    }

    func finish(with response: HTTPResponse) {
        state.withLock { $0.response = response }
    }

    func takeResponse() -> HTTPResponse? {
        state.withLock { state in
            defer { state.response = nil }
            return state.response
        }
    }
}
