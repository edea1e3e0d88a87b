import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why one try with a worker gave no answer.
enum WorkerFailure: Error {
    case cannotStart(SystemError)
    case ended(ChildProcess.Ending?)
    case noAnswer(seconds: Double)
    case nonsense(String)
    case cancelled

    /// Whether another try in a fresh worker may do better.
    var isWorthAnotherTry: Bool {
        switch self {
        case .cannotStart, .cancelled: false
        case .ended, .noAnswer, .nonsense: true
        }
    }

    /// The failure in words that go on after "the prober".
    var words: String {
        switch self {
        case .cannotStart(let error): "could not be started (\(error.reason))"
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
