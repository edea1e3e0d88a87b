package import SoraModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `soralib-media` says to one request; see ``WorkerRequest`` for the protocol.
package struct WorkerAnswer: Codable, Hashable, Sendable {
    /// The number of the request.
    package var id: Int
    /// What was measured.
    package var probe: MediaProbe?
    /// What the file says of itself: texts of strangers, by the names of ``tagNames``.
    package var tags: [String: String]?
    /// Why nothing could be measured, though the file may be good.
    package var failure: String?

    package init(id: Int, probe: MediaProbe) {
        self.id = id
        self.probe = probe
        tags = probe.tags.isEmpty ? nil : probe.tags
    }

    package init(id: Int, failure: String) {
        self.id = id
        self.failure = failure
    }

    /// The tags that are read; ComfyUI keeps the whole of its graph in the first or the last.
    package static let tagNames = ["comment", "description", "title", "prompt"]
    /// The most bytes of one tag; a longer one is left out, for half of it may mean something else.
    package static let tagLimit = 128 << 10
    /// The most bytes of an answer, with its line feed: four tags in which every byte is escaped, and the rest.
    package static let limit = 4 << 20

    /// The answer as a line, with its line feed.
    package func line() throws -> [UInt8] {
        try Array(JSONEncoder().encode(self)) + [UInt8(ascii: "\n")]
    }

    /// The answer in a line, or `nil` when it is none.
    package init?(line: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(line)) else {
            return nil
        }
        self = answer
    }
}
