import SoraSystem

/// Looks whether a lock is free.
enum FileLockProbe {
    /// Whether nobody holds the lock on a file; it is taken and freed for that.
    static func isFree(_ path: String) throws -> Bool {
        let lock = try FileLock.tryTaking(path, files: FileSystem())
        return lock != nil
    }
}
