import SoraMedia
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the worker takes from itself before it reads the first byte of a file, and how it knows that it did.
///
/// A parser of hostile bytes is to find nothing that it could use: no core dump of what it
/// read, no file to write, 1 GiB of address space (libavformat takes 0.2 GiB of it), and no system call but
/// those of ``SystemCallFilter``. Its processor time is limited by `soralib`, file for file.
enum WorkerConfinement {
    /// The most address space, in bytes.
    static let memory: UInt64 = 1 << 30

    /// Confines this process for the rest of its life; the libraries are loaded by then.
    ///
    /// - Throws: `SystemError` when a limit cannot be set; the worker must not read files then.
    static func enter() throws(SystemError) {
        endAtOnceOnCrash()
        try ProcessLimits.forbidDumpsAndWrites()
        try ProcessLimits.limitMemory(bytes: memory)
        try ProcessLimits.renouncePrivileges()
        #if SORALIB_FAULTS
            if WorkerFault.isUnfiltered { return }
        #endif
        try SystemCallFilter.load()
    }

    /// Takes away the handlers of Swift's backtraces.
    ///
    /// They start a program, and put themselves away before they crash again: what is denied both would do it over and
    /// over until its processor time is used up.
    private static func endAtOnceOnCrash() {
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
            signal(number, SIG_DFL)
        }
    }

    /// What this process, which is confined, can and cannot do.
    ///
    /// - Parameters:
    ///   - clip: the built-in clip.
    ///   - prober: what is to measure it.
    /// - Returns: the greeting, with its fault where there is one.
    static func prove(_ clip: borrowing OpenFile, _ prober: FileProber) -> WorkerGreeting {
        var greeting = WorkerGreeting()
        greeting.isFiltered = SystemCallFilter.exists
        var faults: [String] = []
        #if os(Linux)
            for act in ForbiddenAct.allCases {
                if act.isDenied {
                    greeting.denied.append(act.rawValue)
                } else {
                    faults.append("it could \(act.rawValue)")
                }
            }
        #endif
        if let objection = objection(clip, prober) {
            faults.append("it cannot measure its built-in clip: \(objection)")
        }
        if !faults.isEmpty { greeting.fault = faults.joined(separator: ", ") }
        return greeting
    }

    private static func objection(_ clip: borrowing OpenFile, _ prober: FileProber) -> String? {
        do throws(FileProber.Undecided) {
            return BuiltInClip.objection(to: try prober.probe(clip))
        } catch {
            return error.words
        }
    }
}
