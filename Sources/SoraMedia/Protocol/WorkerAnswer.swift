package import SoraModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `soralib-media` says to one request; see ``WorkerRequest`` for the protocol.
package struct WorkerAnswer: Decodable, Hashable, Sendable {
    /// The number of the request.
    package var id: Int
    /// What was measured.
    package var probe: MediaProbe?
    /// What the file says of itself: texts of strangers, by the names of ``tagNames``.
    package var tags: [String: String]?
    /// The picture that follows the line.
    package var picture: PictureNote?
    /// What was found by decoding it, where that was asked.
    package var deep: DeepReport?
    /// How many bytes of the file are done: the answer is still to come.
    package var progress: Int64?
    /// Why nothing could be measured, though the file may be good.
    package var failure: String?

    package init(id: Int, probe: MediaProbe, deep: DeepReport? = nil) {
        self.id = id
        self.probe = probe
        self.deep = deep
        tags = probe.tags.isEmpty ? nil : probe.tags
    }

    package init(id: Int, picture: PictureNote) {
        self.id = id
        self.picture = picture
    }

    package init(id: Int, progress: Int64) {
        self.id = id
        self.progress = progress
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

    /// The answer as a line, with its line feed; fields without a value are left out.
    ///
    /// Written by hand: `JSONEncoder` takes about as long as reading the headers of a clip does.
    package var line: [UInt8] {
        var members = ["\"id\":\(id)"]
        if let probe { members.append("\"probe\":\(Self.json(probe))") }
        if let tags {
            let pairs = tags.sorted { $0.key < $1.key }.map {
                "\(JSONText.string($0.key)):\(JSONText.string($0.value))"
            }
            members.append("\"tags\":{\(pairs.joined(separator: ","))}")
        }
        if let picture { members.append("\"picture\":\(picture.json)") }
        if let deep { members.append("\"deep\":\(deep.json)") }
        if let progress { members.append("\"progress\":\(progress)") }
        if let failure { members.append("\"failure\":\(JSONText.string(failure))") }
        return Array("{\(members.joined(separator: ","))}\n".utf8)
    }

    private static func json(_ probe: MediaProbe) -> String {
        var json = "{\"path\":\(JSONText.string(probe.path)),\"ok\":\(probe.ok)"
        func add(_ key: MediaProbe.CodingKeys, _ value: String?) {
            if let value { json += ",\"\(key.rawValue)\":\(value)" }
        }
        func number(_ value: Double?) -> String? {
            value.flatMap { $0.isFinite ? "\($0)" : nil }
        }
        add(.container, probe.container.map(JSONText.string))
        add(.duration, number(probe.duration))
        add(.width, probe.width.map(String.init))
        add(.height, probe.height.map(String.init))
        add(.rotation, probe.rotation.map(String.init))
        add(.frameRate, number(probe.frameRate))
        add(.bitRate, probe.bitRate.map(String.init))
        add(.videoCodec, probe.videoCodec.map(JSONText.string))
        add(.audioCodec, probe.audioCodec.map(JSONText.string))
        add(.hasAudio, probe.hasAudio.map { "\($0)" })
        add(.bytes, probe.bytes.map(String.init))
        add(.problems, JSONText.array(probe.problems))
        add(.videoDuration, number(probe.videoDuration))
        add(.fastStart, probe.fastStart.map { "\($0)" })
        return json + "}"
    }

    /// The answer in a line, or `nil` when it is none.
    package init?(line: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(line)) else {
            return nil
        }
        self = answer
    }
}
