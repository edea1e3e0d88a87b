import SoraSystem

/// What the worker takes from itself before it reads the first byte of a file.
///
/// A parser of hostile bytes is to find nothing that it could use: no core dump of what it
/// read, no file to write, 1 GiB of address space (loading libavformat takes 0.2 GiB of it).
enum WorkerConfinement {
    /// The most address space, in bytes.
    static let memory: UInt64 = 1 << 30
    /// The most processor time that one file may take, in seconds.
    static let processorSecondsPerFile: UInt64 = 10

    /// Confines this process for the rest of its life.
    ///
    /// The libraries are loaded by then. A filter of system calls (seccomp) joins here, as the last step.
    ///
    /// - Throws: `SystemError` when a limit cannot be set; the worker must not read files then.
    static func enter() throws(SystemError) {
        try ProcessLimits.forbidDumpsAndWrites()
        try ProcessLimits.limitMemory(bytes: memory)
        try ProcessLimits.renouncePrivileges()
    }

    /// Begins another file: its processor time counts from here.
    ///
    /// - Throws: `SystemError` when the limit cannot be set.
    static func beginFile() throws(SystemError) {
        try ProcessLimits.limitProcessor(seconds: processorSecondsPerFile)
    }
}
