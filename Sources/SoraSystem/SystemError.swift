package import SoraModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A system call that failed: which, on what, and the `errno` it left.
package struct SystemError: Error, Hashable, Sendable {
    /// The number that the call left in `errno`.
    package var number: Int32
    /// What was tried, as a verb for people: `open`, `write`, `rename`.
    package var operation: String
    /// The file, folder or program that it was tried on.
    package var path: String

    package init(_ number: Int32, _ operation: String, _ path: String) {
        self.number = number
        self.operation = operation
        self.path = path
    }

    /// The error of the call that just returned.
    static func last(_ operation: String, _ path: String) -> SystemError {
        SystemError(errno, operation, path)
    }

    /// Whether the file or folder does not exist.
    package var isNotFound: Bool { number == ENOENT || number == ENOTDIR }
    /// Whether something else, or a link, is where a folder should be.
    package var isNoFolder: Bool { number == ENOTDIR || number == ELOOP }
    /// Whether the name is taken.
    package var isExisting: Bool { number == EEXIST || number == ENOTEMPTY }
    /// Whether the disk or a quota is full.
    package var isFull: Bool { number == ENOSPC || number == EDQUOT }
    /// Whether rights or a read-only file system forbid it.
    package var isForbidden: Bool { number == EACCES || number == EPERM || number == EROFS }

    /// Whether links lead in a circle, or too far (path_resolution(7)).
    package var isLinkLoop: Bool { number == ELOOP }

    /// Whether two names lie on different file systems, or the file has as many names as it may have.
    package var isOtherDisk: Bool { number == EXDEV || number == EMLINK }

    /// The system's words for the number, for example `No space left on device`.
    package var reason: String {
        unsafe String(cString: strerror(number))
    }

    /// The error as a person should see it.
    package var forPeople: SoraError {
        let message =
            "cannot \(operation) \(path): \(reason.prefix(1).lowercased())\(reason.dropFirst())"
        if isNotFound { return SoraError(.notFound, message) }
        if isFull {
            return SoraError(
                .diskFull, message, hint: "free some space on this disk, then run the command again"
            )
        }
        if isForbidden || isExisting { return SoraError(.cannotWrite, message) }
        return SoraError(.inputOutput, message)
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String { "\(operation) \(path): \(reason)" }
}
