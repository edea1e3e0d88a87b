import SoraSystem

extension WorkerProcess {
    /// Has a picture made, blocking the thread until it is there or the time is over.
    ///
    /// - Parameters:
    ///   - request: what is to be made of a clip; `nil` for a sheet, which the file describes.
    ///   - format: what the picture has to be.
    ///   - file: the clip, or the description of the sheet.
    ///   - cancellation: ends it early.
    /// - Returns: the picture, checked, or why there is none.
    /// - Throws: `WorkerFailure`; the worker must not be asked again then.
    mutating func picture(
        _ request: PictureRequest?, _ format: PictureRequest.Format, of file: borrowing OpenFile,
        cancellation: Cancellation
    ) throws(WorkerFailure) -> PictureOutcome {
        lastID += 1
        var question = WorkerRequest(op: request == nil ? "sheet" : "picture", id: lastID)
        question.picture = request
        do {
            try child.limitProcessor(seconds: limits.pictureProcessor)
        } catch {
            throw isRunning ? .notReady("could not be limited (\(error.reason))") : ended()
        }
        try send(question, with: file)
        let end = SuspendingClock.now + .seconds(limits.picture)
        var rest: [UInt8] = []
        let line = try receiveLine(before: end, cancellation, rest: &rest)
        guard let answer = WorkerAnswer(line: line) else {
            throw .nonsense("it is not the JSON that was agreed")
        }
        if let objection = PictureCheck.objection(to: answer, id: lastID, format: format) {
            throw .nonsense(objection)
        }
        guard let note = answer.picture else {
            guard rest.isEmpty else { throw .nonsense("it is more than one line") }
            return .unmade(reason: answer.failure ?? "the prober gave no reason")
        }
        while rest.count < note.bytes {
            rest += try receivePart(upTo: note.bytes - rest.count, before: end, cancellation)
        }
        guard rest.count == note.bytes else { throw .nonsense("it is longer than it said") }
        if let objection = PictureCheck.objection(to: rest, note, request) {
            throw .nonsense(objection)
        }
        return .made(
            Picture(
                bytes: rest, width: note.width, height: note.height, format: note.format,
                seconds: note.seconds, unshown: note.unshown ?? 0))
    }

    /// Sends a request with its file.
    mutating func send(
        _ request: WorkerRequest, with file: borrowing OpenFile
    ) throws(WorkerFailure) {
        do {
            try FileSocket.send(request.frame, with: file, over: socket)
        } catch {
            throw ended()
        }
    }

    /// A line, and what came behind it.
    private mutating func receiveLine(
        before end: SuspendingClock.Instant, _ cancellation: Cancellation, rest: inout [UInt8]
    ) throws(WorkerFailure) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            let part = try receivePart(upTo: 65_536, before: end, cancellation)
            if let stop = part.firstIndex(of: UInt8(ascii: "\n")) {
                rest = Array(part[(stop + 1)...])
                return line + part[...stop]
            }
            line += part
            guard line.count <= 65_536 else { throw .nonsense("it is too long") }
        }
    }

    private mutating func receivePart(
        upTo count: Int, before end: SuspendingClock.Instant, _ cancellation: Cancellation
    ) throws(WorkerFailure) -> [UInt8] {
        while true {
            if cancellation.isCancelled { throw .cancelled }
            let left = (end - SuspendingClock.now) / .seconds(1)
            if left <= 0 { throw .noAnswer(seconds: limits.picture) }
            let part: [UInt8]?
            do {
                part = try FileSocket.receiveBytes(
                    upTo: min(count, 1 << 20), within: min(left, 0.1), from: socket)
            } catch {
                throw ended()
            }
            guard let part else { continue }
            if part.isEmpty { throw ended() }
            return part
        }
    }
}
