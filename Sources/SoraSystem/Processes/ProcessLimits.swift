import CSystem

/// Limits that a process puts on itself and cannot lift again.
package enum ProcessLimits {
    /// Forbids core dumps, and files that grow by this process.
    package static func forbidDumpsAndWrites() throws(SystemError) {
        guard sora_limit_dumps_and_writes() == 0 else { throw .last("limit", "this process") }
    }

    /// Limits the address space, in bytes.
    package static func limitMemory(bytes: UInt64) throws(SystemError) {
        guard sora_limit_memory(bytes) == 0 else {
            throw .last("limit the memory of", "this process")
        }
    }

    /// Gives up privileges that a program could gain, and hides the memory from other processes.
    ///
    /// On Linux alone; elsewhere it does nothing. Source: prctl(2).
    package static func renouncePrivileges() throws(SystemError) {
        guard sora_renounce() == 0 else { throw .last("confine", "this process") }
    }
}
