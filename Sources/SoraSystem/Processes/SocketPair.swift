import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Two connected ends, for a parent and its child.
package struct SocketPair: ~Copyable {
    /// The end that stays here.
    package let near: OpenFile
    /// The end that is given to the child.
    package let far: OpenFile

    package init() throws(SystemError) {
        var pair: (Int32, Int32) = (-1, -1)
        let result = unsafe withUnsafeMutablePointer(to: &pair) {
            unsafe $0.withMemoryRebound(to: Int32.self, capacity: 2) {
                unsafe sora_socket_pair($0)
            }
        }
        guard result == 0 else { throw SystemError.last("make", "a socket pair") }
        near = OpenFile(owning: pair.0, path: "socket")
        far = OpenFile(owning: pair.1, path: "socket")
    }

    /// Keeps the near end and closes the far one.
    package consuming func keepingNear() -> OpenFile { near }
}
