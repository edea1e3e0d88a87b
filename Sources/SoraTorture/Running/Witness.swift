import Dispatch
import SoraSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A listener at another origin than the service's: redirects lead to it, and no key may come there.
final class Witness: Sendable {
    /// The one of this process.
    static let shared = Witness()

    /// The port on loopback, or 0 where it cannot listen.
    let port: Int
    private let words = Mutex<Set<String>>([])

    /// Whether a request came that held those words.
    func heard(_ text: String) -> Bool { words.withLock { $0.contains(text) } }

    private init() {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard isReady else {
            port = 0
            return
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        DispatchQueue(label: "witness").async { [self] in serve(listener) }
    }

    private func serve(_ listener: Int32) {
        while true {
            let number = accept(listener, nil, nil)
            guard number >= 0 else { continue }
            let connection = OpenFile(owning: number, path: "a connection")
            let bytes = try? FileSocket.receiveBytes(upTo: 1 << 16, within: 2, from: connection)
            let text = String(decoding: bytes ?? [], as: UTF8.self)
            words.withLock {
                $0.formUnion(text.split(whereSeparator: \.isWhitespace).map(String.init))
            }
            let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            try? FileSocket.send(Array(answer.utf8), over: connection)
        }
    }
}
