import CSandbox

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a worker must not be able to do, and tries at its start.
enum ForbiddenAct: String, CaseIterable {
    case readFile = "read a file"
    case writeFile = "write a file"
    case openSocket = "open a socket"
    case startProgram = "start a program"
    case makeProcess = "make a process"
    case makeThread = "make a thread"
    case signalProcess = "signal a process"

    #if os(Linux)
        /// Whether an attempt is denied in the way the filter denies it.
        ///
        /// Another failure is none of its doing: a file that is not there, say.
        var isDenied: Bool {
            switch self {
            case .readFile: sora_attempt_reading() == EPERM
            case .writeFile: sora_attempt_writing() == EPERM
            case .openSocket: sora_attempt_socket() == EPERM
            case .startProgram: sora_attempt_program() == EPERM
            case .makeProcess: sora_attempt_process() == EPERM
            case .makeThread: sora_attempt_thread() == ENOSYS
            case .signalProcess: sora_attempt_signal() == EPERM
            }
        }
    #endif
}
