import Glibc
import SoraSystem
import Synchronization

/// Makes calls on the file system fail, and keeps count of them.
final class Faults: Sendable {
    private struct State {
        var calls: [(operation: FileOperation, path: String)] = []
        var failed = 0
    }

    private let state = Mutex(State())
    private let rule: @Sendable (Int, FileOperation, String) -> Int32?

    /// Makes faults.
    ///
    /// - Parameter rule: the error number for a call, which it is given with its number from 0, or
    ///   `nil` where the call shall succeed.
    init(_ rule: @escaping @Sendable (Int, FileOperation, String) -> Int32? = { _, _, _ in nil }) {
        self.rule = rule
    }

    /// Fails the call of that number, and where `sticky` every later one.
    static func at(_ number: Int, _ error: Int32, sticky: Bool) -> Faults {
        Faults { call, _, _ in call == number || sticky && call > number ? error : nil }
    }

    /// The file system that they are in.
    var files: FileSystem {
        FileSystem { operation, path throws(SystemError) in
            let number = self.state.withLock { state in
                state.calls.append((operation, path))
                return state.calls.count - 1
            }
            if let error = self.rule(number, operation, path) {
                self.state.withLock { $0.failed += 1 }
                throw SystemError(error, operation.rawValue, path)
            }
        }
    }

    /// How many calls failed.
    var failed: Int { state.withLock { $0.failed } }

    /// The calls so far, as `operation file`, with folders left out.
    var calls: [String] {
        state.withLock { state in
            state.calls.map { call in
                "\(call.operation.rawValue) \(call.path.split(separator: "/").last ?? "")"
            }
        }
    }
}
