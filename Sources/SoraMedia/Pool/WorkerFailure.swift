import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why one try with a worker gave no answer.
enum WorkerFailure: Error {
    case cannotStart(SystemError)
    /// It says of itself that it must not be given a file.
    case unfit(String)
    /// It failed before it could be given a file; in words.
    case notReady(String)
    case ended(ChildProcess.Ending?)
    case noAnswer(seconds: Double)
    case nonsense(String)
    case cancelled

    /// Whether another try in a fresh worker may do better.
    var isWorthAnotherTry: Bool {
        switch self {
        case .cannotStart, .unfit, .cancelled: false
        case .notReady, .ended, .noAnswer, .nonsense: true
        }
    }

    /// Whether it came before a worker had any byte of a file, so that it says nothing of one.
    var isOfTheMachine: Bool {
        switch self {
        case .cannotStart, .unfit, .notReady: true
        case .ended, .noAnswer, .nonsense, .cancelled: false
        }
    }

    /// The failure of a worker that had no file yet.
    var beforeAnyFile: WorkerFailure {
        switch self {
        case .ended, .noAnswer, .nonsense: .notReady("\(words) at its start")
        case .cannotStart, .unfit, .notReady, .cancelled: self
        }
    }

    /// The failure in words that go on after "the prober", or "it".
    var words: String {
        switch self {
        case .cannotStart(let error): "could not be started (\(error.reason))"
        case .unfit(let words), .notReady(let words): words
        case .ended(.exited(let status)): "ended with status \(status)"
        case .ended(.killed(SIGXCPU)): "used up its processor time"
        case .ended(.killed(let signal)): "crashed (signal \(signal))"
        case .ended(nil): "closed the connection"
        case .noAnswer(let seconds): "gave no answer within \(Self.short(seconds)) s"
        case .nonsense(let objection): "gave an answer that cannot be used: \(objection)"
        case .cancelled: "was interrupted"
        }
    }

    private static func short(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    }
}
