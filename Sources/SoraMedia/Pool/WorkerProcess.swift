import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One running `soralib-media` and the socket to it; ended when it goes out of scope.
struct WorkerProcess: ~Copyable, Sendable {
    let child: ChildProcess
    let socket: OpenFile
    let limits: WorkerLimits
    var lastID = 0
    /// What came behind the last line.
    private var received: [UInt8] = []
    /// Set once the process was waited for: from then on its number may be another's.
    private var ending: ChildProcess.Ending?

    /// Starts a worker with an empty environment and nothing open but its socket.
    init(
        helper: String, arguments: [String], limits: WorkerLimits, files: FileSystem
    ) throws(SystemError) {
        let nothing = try files.open("/dev/null", .readWrite)
        let pair = try SocketPair()
        child = try ChildProcess.start(
            helper, arguments: arguments, input: nothing.descriptor, output: nothing.descriptor,
            error: nothing.descriptor, socket: pair.far.descriptor)
        socket = pair.keepingNear()
        self.limits = limits
    }

    deinit {
        guard ending == nil else { return }
        // It holds nothing worth an orderly end, and may be hanging.
        child.send(signal: SIGKILL)
        _ = try? child.wait()
    }

    /// Whether the process still runs.
    var isRunning: Bool {
        mutating get {
            if ending == nil { ending = (try? child.endingIfAny()) ?? nil }
            return ending == nil
        }
    }

    /// Waits until the worker has confined itself and proved that it did; no file is sent before.
    mutating func greeting(
        _ cancellation: Cancellation
    ) throws(WorkerFailure) -> WorkerGreeting {
        let line: [UInt8]
        do {
            line = try receiveLine(timeLimit: limits.start, cancellation: cancellation)
        } catch {
            throw error.beforeAnyFile
        }
        guard let greeting = WorkerGreeting(line: line) else {
            throw WorkerFailure.nonsense("it is not the greeting that was agreed").beforeAnyFile
        }
        if let fault = greeting.fault {
            throw .unfit(
                AnswerCheck.isPlain(fault, limit: 2_000)
                    ? "cannot work here: \(fault)" : "cannot work here, in words that are not plain"
            )
        }
        return greeting
    }

    /// Measures one file, blocking the thread until there is an answer or the time is over.
    mutating func ask(
        _ question: WorkerQuestion, about probed: borrowing ProbedFile, cancellation: Cancellation
    ) throws(WorkerFailure) -> WorkerAnswer {
        lastID += 1
        try limitProcessor()
        do {
            try FileSocket.send(
                WorkerRequest(op: question.op, id: lastID).frame, with: probed.file, over: socket)
        } catch {
            throw ended()
        }
        let end = SuspendingClock.now + .seconds(limits.decoding)
        var done: Int64 = 0
        while true {
            let line = try receiveLine(timeLimit: limits.file, cancellation: cancellation)
            guard let answer = WorkerAnswer(line: line) else {
                throw .nonsense("it is not the JSON that was agreed")
            }
            if question.isDeep, answer.id == lastID, let bytes = answer.progress {
                // What does not get on must not gain time by saying so.
                guard bytes > done, bytes <= probed.bytes else {
                    throw .nonsense("its progress is none")
                }
                if SuspendingClock.now > end { throw .noAnswer(seconds: limits.decoding) }
                done = bytes
                try limitProcessor()
                question.progress?(bytes)
                continue
            }
            guard received.isEmpty else { throw .nonsense("it is more than one line") }
            if let objection = AnswerCheck.objection(to: answer, id: lastID) {
                throw .nonsense(objection)
            }
            if !question.isDeep, answer.deep != nil { throw .nonsense("it was not asked for that") }
            return answer
        }
    }

    /// Here and not in the worker, which could else lift the limit that is put on it.
    private mutating func limitProcessor() throws(WorkerFailure) {
        do {
            try child.limitProcessor(seconds: limits.processor)
        } catch {
            throw isRunning ? .notReady("could not be limited (\(error.reason))") : ended()
        }
    }

    private mutating func receiveLine(
        timeLimit: Double, cancellation: Cancellation
    ) throws(WorkerFailure) -> [UInt8] {
        // This clock stands while the machine sleeps, so that waking up is no time-out.
        let end = SuspendingClock.now + .seconds(timeLimit)
        // What is there already was searched when it came, but for what is behind a line.
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(received[...end])
                received.removeFirst(line.count)
                return line
            }
            searched = received.count
            if cancellation.isCancelled { throw .cancelled }
            let left = (end - SuspendingClock.now) / .seconds(1)
            if left <= 0 { throw .noAnswer(seconds: timeLimit) }
            let part: [UInt8]?
            do {
                part = try FileSocket.receiveBytes(
                    upTo: 16_384, within: min(left, 0.1), from: socket)
            } catch {
                throw ended()
            }
            guard let part else { continue }
            if part.isEmpty { throw ended() }
            received += part
            guard received.count <= WorkerAnswer.limit else { throw .nonsense("it is too long") }
        }
    }

    /// How the process behind a closed connection ended, if it does within a moment.
    mutating func ended() -> WorkerFailure {
        for _ in 0..<100 where isRunning { usleep(1_000) }
        return .ended(ending)
    }
}
