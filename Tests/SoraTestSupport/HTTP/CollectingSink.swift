package import SoraHTTP
import Synchronization

/// A sink that keeps everything, and throws where it is told to.
package final class CollectingSink: BodySink {
    /// What a sink throws that was told to.
    package struct Refusal: Error, Hashable {
        package init() {}
    }

    private struct State {
        var heads: [HTTPResponse] = []
        var bytes: [UInt8] = []
    }

    private let state = Mutex(State())
    private let refusesHead: Bool
    private let limit: Int

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - refusesHead: throw at the header.
    ///   - limit: throw once there would be more bytes than this.
    package init(refusesHead: Bool = false, limit: Int = .max) {
        self.refusesHead = refusesHead
        self.limit = limit
    }

    /// Every header that came; one, when all is well.
    package var heads: [HTTPResponse] { state.withLock { $0.heads } }
    /// The body so far.
    package var bytes: [UInt8] { state.withLock { $0.bytes } }

    package func begin(_ head: HTTPResponse) throws {
        state.withLock { $0.heads.append(head) }
        if refusesHead { throw Refusal() }
    }

    package func write(_ bytes: RawSpan) throws {
        let part = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        let count = state.withLock { $0.bytes.count + part.count }
        if count > limit { throw Refusal() }
        state.withLock { $0.bytes += part }
    }
}
