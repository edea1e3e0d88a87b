/// Plays one fault on one exchange.
struct FaultPlay {
    let rule: FaultRule
    let request: PumpedRequest
    let client: any ByteStream
    let connection: ProxyConnection

    private var proxy: Proxy { connection.proxy }

    /// Plays it; false when the connection is over.
    func play() -> Bool {
        switch rule.action {
        case .refuse:
            return false
        case .end(.beforeForward, let orderly):
            record(nil)
            return end(orderly: orderly)
        case .end(.afterForward, let orderly):
            let answer = fetch()
            record(answer)
            return end(orderly: orderly)
        case .end(.within(let bytes), let orderly):
            return answering { answer in
                _ = send(answer, upTo: bytes)
                return end(orderly: orderly)
            }
        case .delay(let time, let point):
            return delay(time, at: point)
        case .slow(let speed):
            return answering { send($0, bytesPerSecond: speed) }
        case .length(let lie, let by):
            return answering { answer in
                _ = send(answer.announcing(lie, by: by))
                return false
            }
        case .cut(let point, let isChunked):
            return answering { cut($0, at: point, isChunked: isChunked) }
        case .garbage(let bytes, let forward):
            let answer = forward ? fetch() : nil
            record(answer)
            _ = client.write(bytes)
            return false
        case .replace(let replacement, let forward):
            let answer = forward ? fetch() : nil
            record(answer)
            let origin = Origin(scheme: proxy.tls == nil ? "http" : "https", port: proxy.port)
            return send(Answer(replacement, request: request, origin: origin))
        case .dropFields(let names):
            var changed = request
            changed.head.fields.removeAll { names.contains($0.name.lowercased()) }
            guard let answer = fetch(changed) else { return false }
            record(answer)
            return send(answer)
        case .change(let change):
            return changed(change)
        case .interim(let count):
            return answering { answer in
                let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
                return (0..<count).allSatisfy { _ in client.write(interim) } && send(answer)
            }
        }
    }

    /// Gets the honest answer and writes the fault down, then sends in one way or another.
    private func answering(_ send: (Answer) -> Bool) -> Bool {
        guard let answer = fetch() else { return false }
        record(answer)
        return send(answer)
    }

    private func delay(_ time: Int64, at point: FaultAction.DelayPoint) -> Bool {
        if point == .beforeForward {
            record(nil)
            guard proxy.sleep(milliseconds: time), let answer = fetch() else { return false }
            return send(answer)
        }
        return answering { answer in
            if point == .between {
                return client.write(answer.head.bytes) && proxy.sleep(milliseconds: time)
                    && client.write(request.method == "HEAD" ? [] : answer.body)
                    && answer.isComplete && !answer.head.endsConnection
            }
            return proxy.sleep(milliseconds: time) && send(answer)
        }
    }

    private func cut(_ answer: Answer, at point: FaultAction.CutPoint, isChunked: Bool) -> Bool {
        var answer = answer
        let count =
            switch point {
            case .after(let bytes): min(bytes, answer.body.count)
            case .fraction(let share): Int(Double(answer.body.count) * share)
            }
        let part = Array(answer.body.prefix(count))
        if isChunked {
            answer.head.remove("content-length")
            answer.head.fields.append(("Transfer-Encoding", "chunked"))
            answer.body = Array("\(String(answer.body.count, radix: 16))\r\n".utf8) + part
        } else {
            answer.body = part
        }
        _ = send(answer)
        return false
    }

    private func changed(_ change: AnswerChange) -> Bool {
        let changer = AnswerChanger(
            change: change, rule: rule, request: request, service: proxy.service,
            book: proxy.faults)
        guard let honest = fetch(changer.forwarded) else { return false }
        guard let answer = changer.changed(honest) else { return send(honest) }
        record(honest)
        return send(answer)
    }

    /// The honest answer, whole; nil when the server gave none.
    private func fetch(_ request: PumpedRequest? = nil) -> Answer? {
        let request = request ?? self.request
        guard let head = connection.forward(request) else { return nil }
        var body: [UInt8] = []
        let isComplete = connection.readBody(of: head, to: request) { piece in
            body += piece
            return true
        }
        return Answer(head: head, body: body, isComplete: isComplete)
    }

    /// Sends an answer, or its first bytes; false when the connection is over.
    private func send(
        _ answer: Answer, upTo limit: Int = .max, bytesPerSecond: Int? = nil
    ) -> Bool {
        let bytes = answer.head.bytes + (request.method == "HEAD" ? [] : answer.body)
        guard send(bytes.prefix(limit), bytesPerSecond: bytesPerSecond) else { return false }
        return answer.isComplete && !answer.head.endsConnection
    }

    private func send(_ bytes: ArraySlice<UInt8>, bytesPerSecond: Int?) -> Bool {
        guard let speed = bytesPerSecond else { return client.write(Array(bytes)) }
        var rest = bytes
        let piece = max(1, speed / 20)
        while !rest.isEmpty {
            let time = Int64(min(piece, rest.count)) * 1000 / Int64(speed)
            guard client.write(Array(rest.prefix(piece))), proxy.sleep(milliseconds: time) else {
                return false
            }
            rest = rest.dropFirst(piece)
        }
        return true
    }

    private func end(orderly: Bool) -> Bool {
        if orderly { client.close() } else { client.reset() }
        return false
    }

    /// Writes the fault down, before it can be noticed.
    private func record(_ answer: Answer?) {
        var task = request.task?.id
        if task == nil, request.method == "POST", case .object(let fields)? = answer?.json,
            case .string(let id)? = fields["id"]
        {
            task = id
        }
        proxy.faults.record(FaultRecord(rule: rule, request: request, task: task))
    }
}

extension Answer {
    /// The answer with a wrong word about its length.
    fileprivate func announcing(_ lie: FaultAction.LengthLie, by: Int) -> Answer {
        var answer = self
        answer.head.remove("content-length", "connection")
        let lengths =
            switch lie {
            case .tooBig: [body.count + by]
            case .tooSmall: [max(0, body.count - by)]
            case .missing: [] as [Int]
            case .duplicate: [body.count, body.count + by]
            case .negative: [-by]
            }
        answer.head.fields += lengths.map { ("Content-Length", String($0)) }
        return answer
    }
}
