import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A lock on a file, held while this value lives.
///
/// It is `flock` on a file that is closed on exec: the kernel frees it when the
/// process dies, and no child inherits it (flock(2)).
package struct FileLock: ~Copyable, Sendable {
    private let file: OpenFile

    private init(file: consuming OpenFile) {
        self.file = file
    }

    deinit {
        // Said, not left to closing: a child that was just forked still has the file open until it
        // starts its program, and would hold the lock on.
        _ = sora_flock(file.descriptor, LOCK_UN)
    }

    /// Takes the lock without waiting, or gives `nil` when another holds it.
    package static func tryTaking(
        _ path: String, files: FileSystem
    ) throws(SystemError) -> FileLock? {
        let file = try files.open(path, .readWrite)
        if sora_flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 { return FileLock(file: file) }
        let error = SystemError.last("lock", path)
        if error.number == EWOULDBLOCK { return nil }
        throw error
    }

    /// Takes the lock, waiting at most that many seconds; `nil` when it is not free by then.
    package static func take(
        _ path: String, within seconds: Double, files: FileSystem
    ) throws(SystemError) -> FileLock? {
        let file = try files.open(path, .readWrite)
        let time = SystemTime()
        let end = time.uptime() + seconds
        // flock has no time limit, so it is asked again: at first often, for writes take milliseconds.
        var pause: UInt32 = 500
        while sora_flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
            let error = SystemError.last("lock", path)
            guard error.number == EWOULDBLOCK else { throw error }
            guard time.uptime() < end else { return nil }
            usleep(pause)
            pause = min(pause * 2, 5_000)
        }
        return FileLock(file: file)
    }
}
