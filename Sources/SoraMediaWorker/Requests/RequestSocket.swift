import SoraMedia
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The worker's end of the connection to `soralib`; see `WorkerRequest` for the protocol.
struct RequestSocket: ~Copyable {
    /// Where a worker finds it.
    static let descriptor: Int32 = 3

    private let socket: OpenFile

    /// A request with its file.
    struct Incoming: ~Copyable {
        let request: WorkerRequest
        let file: OpenFile
    }

    /// A frame that breaks the protocol.
    struct Violation: Error {
        let words: String
    }

    /// The socket that was inherited, or `nil` when there is none.
    static func inherited() -> RequestSocket? {
        var info = stat()
        guard unsafe fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFSOCK else {
            return nil
        }
        return RequestSocket(socket: OpenFile(owning: descriptor, path: "socket"))
    }

    private init(socket: consuming OpenFile) {
        self.socket = socket
    }

    /// Waits for the next request; `nil` when the connection has ended.
    ///
    /// - Throws: `Violation`, or `SystemError` when the socket fails.
    func next() throws -> Incoming? {
        var part = try FileSocket.receive(upTo: 4, from: socket)
        if part.bytes.isEmpty { return nil }
        var head = part.bytes
        guard let file = part.takeFile() else { throw Violation(words: "a request without a file") }
        try fill(&head, upTo: 4)
        guard let length = WorkerRequest.length(head) else {
            throw Violation(words: "a request of an impossible length")
        }
        var body: [UInt8] = []
        try fill(&body, upTo: length)
        guard let request = WorkerRequest(body: body) else {
            throw Violation(words: "a request that is not the JSON that was agreed")
        }
        return Incoming(request: request, file: file)
    }

    /// Sends an answer.
    ///
    /// - Throws: `SystemError` when the socket fails.
    func send(_ answer: WorkerAnswer) throws {
        var line = answer.line
        if line.count > WorkerAnswer.limit {
            line = WorkerAnswer(id: answer.id, failure: "the answer is too long").line
        }
        try send(line)
    }

    /// Sends a picture, behind the line that announces it.
    ///
    /// - Throws: `SystemError` when the socket fails.
    func send(_ made: PictureMaker.Made, id: Int) throws(SystemError) {
        try send(WorkerAnswer(id: id, picture: made.note).line)
        try send(made.bytes)
    }

    /// Sends a line.
    ///
    /// - Throws: `SystemError` when the socket fails.
    func send(_ line: [UInt8]) throws(SystemError) {
        try FileSocket.send(line, over: socket)
    }

    private func fill(_ bytes: inout [UInt8], upTo count: Int) throws {
        while bytes.count < count {
            let part = try FileSocket.receive(upTo: count - bytes.count, from: socket)
            if part.bytes.isEmpty { throw Violation(words: "half a request") }
            bytes += part.bytes
        }
    }
}
