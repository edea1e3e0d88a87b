import SoraCatalog
import SoraModel

/// Renders what is known of clips, many at once.
///
/// A clip's path is left out: it is this machine's own, and tells others nothing but its owner's name.
struct SidecarMaker {
    let catalog: Catalog

    /// Lends the sidecar of each clip.
    ///
    /// - Parameters:
    ///   - kind: in which form.
    ///   - videos: the clips' numbers.
    ///   - body: is lent the clip's number and the bytes.
    /// - Throws: `SoraError` when the catalogue cannot be read, and what `body` throws.
    func forEach(
        _ kind: SidecarKind, of videos: [Int64], _ body: (Int64, [UInt8]) throws -> Void
    ) throws {
        guard !videos.isEmpty else { return }
        switch kind {
        case .json: try forEachJSON(of: videos, body)
        case .txt:
            try forEachFacts(of: videos, ["id", "prompt"]) { video, facts in
                let prompt = facts["prompt"] ?? ""
                try body(video, prompt.isEmpty ? [] : Array((prompt + "\n").utf8))
            }
        case .xmp:
            let parents = try parents(of: videos)
            try forEachFacts(of: videos, XMPPacket.fields) { video, facts in
                let parent = facts["remixed_from"].flatMap { parents[$0] }
                try body(video, Array(XMPPacket.text(of: facts, parent: parent).utf8))
            }
        }
    }

    private func forEachJSON(
        of videos: [Int64], _ body: (Int64, [UInt8]) throws -> Void
    ) throws {
        var carried: [Int64: String] = [:]
        try catalog.forEachCarried(videos) { carried[$0] = $1 }
        try catalog.forEachJSON(
            of: ObjectSelection(.video, numbers: videos), leavingNull: ["path"]
        ) { json in
            var bytes: [UInt8] = []
            unsafe json.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
            // The object begins with its own handle: {"id":"v28",…
            let digits = bytes.drop { $0 != UInt8(ascii: "v") }.dropFirst()
                .prefix { $0 != UInt8(ascii: "\"") }
            guard let video = Int64(String(decoding: digits, as: UTF8.self)) else { return true }
            // What another library needs to have it again stands behind what `show` prints.
            bytes.removeLast()
            bytes += Array(",\"soralib\":\(carried[video] ?? "null")}\n".utf8)
            try body(video, bytes)
            return true
        }
    }

    private func forEachFacts(
        of videos: [Int64], _ names: [String], _ body: (Int64, [String: String]) throws -> Void
    ) throws {
        let fields = names.compactMap { ObjectShape.video.field(named: $0) }
        try catalog.forEachRecord(
            of: ObjectSelection(.video, numbers: videos), fields: fields
        ) { texts in
            var facts: [String: String] = [:]
            for (field, text) in zip(fields, texts) { facts[field.name] = text }
            guard let handle = facts["id"].flatMap({ Handle($0) }) else { return true }
            try body(handle.number, facts)
            return true
        }
    }

    /// The uids of the clips that these were made from, by handle.
    private func parents(of videos: [Int64]) throws -> [String: String] {
        var numbers: Set<Int64> = []
        try forEachFacts(of: videos, ["id", "remixed_from"]) { _, facts in
            if let handle = facts["remixed_from"].flatMap({ Handle($0) }) {
                numbers.insert(handle.number)
            }
        }
        var uids: [String: String] = [:]
        try catalog.forEachClip(numbers.sorted(), fields: []) { clip in
            uids["\(clip.handle)"] = clip.uid
        }
        return uids
    }
}
