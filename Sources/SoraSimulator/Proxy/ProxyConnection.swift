/// One connection of a client, and the one to the server that belongs to it.
final class ProxyConnection {
    let number: Int
    let proxy: Proxy
    private let socket: OpenSocket
    private var upstream: (stream: SocketStream, reader: MessageReader)?

    init(number: Int, socket: OpenSocket, proxy: Proxy) {
        self.number = number
        self.socket = socket
        self.proxy = proxy
    }

    /// Carries requests and answers until one side ends.
    func serve() {
        if proxy.faults.refuses(connection: number, isForResults: proxy.isForResults) {
            return socket.reset()
        }
        guard let client = openClient() else { return }
        defer { client.close() }
        let reader = MessageReader(client)
        var count = 0
        while let head = reader.readHead() {
            guard let framing = BodyFraming(request: head) else {
                _ = client.write(Self.unreadable)
                return
            }
            if framing != .none, head.value("Expect")?.lowercased() == "100-continue",
                !client.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            {
                return
            }
            // One byte past its limit tells the server that there were too many.
            let body = reader.readBody(framing, keeping: HTTPServer.bodyLimit + 1)
            guard body.isComplete else { return }
            count += 1
            let words = head.words
            let request = PumpedRequest(
                number: proxy.countRequest(), connection: number, numberOnConnection: count,
                isForResults: proxy.isForResults, head: head, body: body.bytes,
                task: words.count > 1
                    ? PumpedRequest.task(named: String(words[1]), in: proxy.service.tasks) : nil)
            let goesOn =
                if let rule = proxy.faults.rule(for: request) {
                    FaultPlay(rule: rule, request: request, client: client, connection: self).play()
                } else {
                    relay(request, to: client)
                }
            guard goesOn, !head.endsConnection else { return }
        }
    }

    private func openClient() -> (any ByteStream)? {
        guard let tls = proxy.tls else { return SocketStream(socket) }
        if let fault = tls.fault { proxy.faults.record(fault, connection: number) }
        return tls.accept(socket)
    }

    /// Sends a request to the server and gives the head of the answer, or nil when there is none.
    func forward(_ request: PumpedRequest) -> MessageHead? {
        if upstream == nil {
            guard let socket = proxy.server.connect() else { return nil }
            proxy.register(socket, of: number)
            let stream = SocketStream(socket)
            upstream = (stream, MessageReader(stream))
        }
        guard let upstream, upstream.stream.write(request.bytes) else { return nil }
        return upstream.reader.readHead()
    }

    /// Hands over the body of an answer; false when the server did not send all of it.
    func readBody(of head: MessageHead, to request: PumpedRequest, take: ([UInt8]) -> Bool) -> Bool
    {
        let framing = BodyFraming(answer: head, to: request.method)
        let isComplete = upstream?.reader.readBody(framing, take: take) ?? false
        if !isComplete || head.endsConnection {
            upstream?.stream.close()
            upstream = nil
        }
        return isComplete
    }

    /// Carries one request and its honest answer; false when the connection is over.
    private func relay(_ request: PumpedRequest, to client: any ByteStream) -> Bool {
        guard let head = forward(request), client.write(head.bytes) else { return false }
        return readBody(of: head, to: request) { client.write($0) } && !head.endsConnection
    }

    private static let unreadable = Array(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
}
