import CSystem

/// Who may look into this process.
package enum ProcessMemory {
    /// From now on no other process of the user may look in, and no core dump is made (PR_SET_DUMPABLE
    /// in prctl(2)).
    ///
    /// It stays so to the end of the process: what was a secret may linger in memory that was freed.
    ///
    /// - Throws: `SystemError` where the system refuses.
    package static func hide() throws(SystemError) {
        guard sora_hide_memory() == 0 else { throw SystemError.last("hide", "the memory") }
    }

    /// Whether it is hidden.
    package static var isHidden: Bool { sora_is_memory_hidden() != 0 }
}
