import SoraHTTP
import SoraMedia
import SoraModel
import SoraProviders
import SoraSync
import SoraTestSupport
import Synchronization

/// A prober that says what a test wants; by default every file is what was asked for.
final class FakeProber: MediaProbing {
    private let judge = Mutex<@Sendable (String) -> ProbeOutcome>({ .measured(.good($0)) })

    /// Says this of every file from now on.
    func says(_ outcome: @escaping @Sendable (String) -> ProbeOutcome) {
        judge.withLock { $0 = outcome }
    }

    func probe(_ path: String) async -> ProbeOutcome {
        judge.withLock { $0 }(path)
    }
}

extension MediaProbe {
    /// Eight seconds of 1280x720.
    static func good(_ path: String) -> MediaProbe {
        var probe = MediaProbe(path: path, ok: true)
        probe.container = "mov,mp4,m4a,3gp,3g2,mj2"
        probe.duration = 8
        probe.width = 1280
        probe.height = 720
        probe.frameRate = 30
        probe.videoCodec = "h264"
        return probe
    }

    /// A file that does not read.
    static func broken(_ path: String) -> MediaProbe {
        MediaProbe(path: path, ok: false, problems: ["the index is missing"])
    }
}

/// Keys by the names of environment variables; what is not there is missing.
final class FakeKeys: KeyReader {
    private let keys: Mutex<[String: String]>
    private let reads = Mutex(0)

    init(_ keys: [String: String] = ["KEY": "canary-key-0123456789"]) {
        self.keys = Mutex(keys)
    }

    /// How often a key was looked for.
    var readCount: Int { reads.withLock { $0 } }

    /// Puts a key there, or takes it away.
    func set(_ name: String, _ key: String?) {
        keys.withLock { $0[name] = key }
    }

    func key(from source: KeySource, of provider: String) async throws(SoraError) -> Secret? {
        reads.withLock { $0 += 1 }
        switch source {
        case .environment(let name):
            if let key = keys.withLock({ $0[name] }) { return Secret(key) }
        default: return nil
        }
        throw SoraError(.credentials, "no key for \(provider)", hint: "set it")
    }
}

/// Keeps every event.
final class Watcher: SyncObserver {
    private let kept = Mutex<[SyncEvent]>([])

    func observe(_ event: SyncEvent) {
        kept.withLock { $0.append(event) }
    }

    /// The events so far.
    var events: [SyncEvent] { kept.withLock { $0 } }

    /// The events so far, as texts.
    var lines: [String] { kept.withLock { $0.map { "\($0)" } } }

    /// How many events have a text in them.
    func count(_ text: String) -> Int { lines.count { $0.contains(text) } }
}

/// Calls a test's code around the moment in which a request that charges is sent.
struct WatchedTransport: Transport {
    let inner: any Transport
    let before: @Sendable () throws -> Void
    let after: @Sendable () throws -> Void

    func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        var request = request
        if let original = request.willSend {
            request.willSend = {
                try before()
                try original()
                try after()
            }
        }
        return try await inner.send(request, into: sink)
    }
}
