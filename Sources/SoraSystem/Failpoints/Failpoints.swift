#if SORALIB_FAULTS
    import Synchronization
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What happens at failpoints, and which bug is planted; in a release build, nothing and none.
package struct Failpoints: Sendable {
    #if SORALIB_FAULTS
        enum Action: Sendable, Equatable {
            case kill
            case fail(Int32)
            case delay(milliseconds: UInt32)
        }

        struct Plan: Sendable, Equatable {
            var point: Failpoint
            var action: Action
            /// At which of the times that the point is reached, from 1.
            var time: Int
        }

        private final class Counts: Sendable {
            let reached = Mutex<[Failpoint: Int]>([:])
        }

        private let plans: [Plan]
        private let canary: Canary?
        private let counts = Counts()
    #endif

    /// Nothing happens anywhere.
    package init() {
        #if SORALIB_FAULTS
            plans = []
            canary = nil
        #endif
    }

    /// What `SORALIB_FAILPOINT` says: for example `FP05:kill`, or `FP09:eio@2,FP11:delay=50`.
    ///
    /// - Parameters:
    ///   - text: points with `kill`, `eio`, `enospc` or `delay=MILLISECONDS`, and `@N` for the N-th
    ///     time only; what is not understood is left out.
    ///   - canary: the name of the bug to plant, from `SORALIB_CANARY`.
    package init(_ text: String?, canary: String? = nil) {
        #if SORALIB_FAULTS
            plans = (text ?? "").split(separator: ",").compactMap { Self.plan($0) }
            self.canary = canary.flatMap { Canary(rawValue: $0) }
        #endif
    }

    /// Does what is planned for a point.
    ///
    /// - Throws: `SystemError` where the plan is that a call fails there.
    @inline(__always)
    package func reach(_ point: Failpoint) throws(SystemError) {
        #if SORALIB_FAULTS
            try act(point)
        #endif
    }

    /// Whether a bug is planted.
    @inline(__always)
    package func has(_ canary: Canary) -> Bool {
        #if SORALIB_FAULTS
            self.canary == canary
        #else
            false
        #endif
    }

    #if SORALIB_FAULTS
        private func act(_ point: Failpoint) throws(SystemError) {
            guard plans.contains(where: { $0.point == point }) else { return }
            let time = counts.reached.withLock { reached in
                reached[point, default: 0] += 1
                return reached[point, default: 0]
            }
            for plan in plans where plan.point == point && plan.time == time {
                // So that whoever planned it sees that it was reached.
                Self.tell("failpoint \(point.rawValue) was reached\n")
                switch plan.action {
                case .kill: kill(getpid(), SIGKILL)
                case .fail(let number): throw SystemError(number, "reach", point.rawValue)
                case .delay(let milliseconds): usleep(milliseconds * 1000)
                }
            }
        }

        /// Writes to standard error, past everything that may be held up.
        private static func tell(_ text: String) {
            let bytes = Array(text.utf8)
            _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
        }

        private static func plan(_ text: Substring) -> Plan? {
            let sides = text.split(separator: ":")
            guard sides.count == 2, let point = Failpoint(rawValue: String(sides[0])) else {
                return nil
            }
            let words = sides[1].split(separator: "@")
            let time = words.count == 2 ? Int(words[1]) : 1
            guard let word = words.first, let time else { return nil }
            let action: Action
            switch word {
            case "kill": action = .kill
            case "eio": action = .fail(EIO)
            case "enospc": action = .fail(ENOSPC)
            default:
                guard word.hasPrefix("delay="), let milliseconds = UInt32(word.dropFirst(6)) else {
                    return nil
                }
                action = .delay(milliseconds: milliseconds)
            }
            return Plan(point: point, action: action, time: time)
        }
    #endif
}
