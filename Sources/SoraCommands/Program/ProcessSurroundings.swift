#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the process was started with, read without Foundation, whose set-up costs half a millisecond.
enum ProcessSurroundings {
    /// The variables of the environment; of a name that is there twice the first counts, as for getenv(3).
    static var environment: [String: String] {
        var found = [String: String](minimumCapacity: 64)
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            unsafe entry += 1
            guard let equals = unsafe strchr(text, Int32(UInt8(ascii: "="))) else { continue }
            let length = unsafe equals - text
            let name = unsafe String(
                decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
            let value = unsafe String(cString: equals + 1)
            if found[name] == nil { found[name] = value }
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
