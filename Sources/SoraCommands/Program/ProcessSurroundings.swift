#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the process was started with, read without Foundation, whose set-up costs half a millisecond.
enum ProcessSurroundings {
    /// The variables of the environment; of a name that is there twice the first counts, as for getenv(3).
    static var environment: [String: String] {
        var found: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let parts = unsafe String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, found[String(parts[0])] == nil {
                found[String(parts[0])] = String(parts[1])
            }
            unsafe entry += 1
        }
        return found
    }

    /// The absolute path of the current folder; `/` when it was removed.
    static var currentFolder: String {
        guard let path = unsafe getcwd(nil, 0) else { return "/" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
