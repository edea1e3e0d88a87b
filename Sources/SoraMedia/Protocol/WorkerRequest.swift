import SoraModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One question to `soralib-media`, sent over the socket that it finds as descriptor 3.
///
/// The protocol, one request at a time:
/// - The worker begins, with one line of JSON: a ``WorkerGreeting``. With a `fault` in it, it exits with 78 and
///   takes no request; without one it is confined, and has proved that it is and can measure.
/// - A request is a frame: the length of what follows as 4 bytes, highest first, then
///   that many bytes of JSON, `{"op":"probe","id":7}`. The open file that the question is about
///   is attached to the first byte of the frame (`SCM_RIGHTS`); its offset is not used or moved.
/// - An answer is one line of JSON of at most 4 MiB with its line feed, with the `id` of its
///   request: `{"id":7,"probe":{…}}`, or `{"id":7,"failure":"…"}` when the file could not be
///   judged (a disk that does not read, memory). `path` in `probe` is empty: the worker is not told.
/// - `{"op":"picture","id":8,"picture":{…}}` asks for a ``PictureRequest``. The answer's line is then
///   `{"id":8,"picture":{"bytes":N,…}}`, and behind its line feed come the N bytes of the picture.
/// - A worker that is started with `--draw` takes a request `letters` before its greeting, whose file holds the
///   letters that it has to be able to draw, as numbers of 4 bytes, highest first: by them it chooses fonts while
///   it still may open files. Confined, it takes requests `sheet`, whose file is a ``SheetPage``, and answers as
///   to `picture`.
/// - `{"op":"deep","id":7}` asks a worker that was started with `--deep` to decode every frame too. Its answer has
///   a `deep` as well, unless the headers have a problem; lines `{"id":7,"progress":65536}` come before, with
///   how many bytes of the file are done, each more than the last.
/// - At the end of the connection the worker exits with 0; after a frame that breaks these
///   rules, with 65.
package struct WorkerRequest: Decodable, Hashable, Sendable {
    /// What to do: `probe`, `picture`; `deep` where it was started for that; `letters` and `sheet` where it was
    /// started to draw.
    package var op: String
    /// The number that the answer repeats.
    package var id: Int
    /// Which picture, for `picture`.
    package var picture: PictureRequest?

    package init(op: String = "probe", id: Int) {
        self.op = op
        self.id = id
    }

    /// The most bytes of JSON in a frame.
    package static let limit = 4_096

    /// The request as a frame.
    package var frame: [UInt8] {
        let picture = picture.map { ",\"picture\":\($0.json)" } ?? ""
        let body = Array("{\"op\":\(JSONText.string(op)),\"id\":\(id)\(picture)}".utf8)
        let length = UInt32(body.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + body
    }

    /// The request in the JSON of a frame, or `nil` when it is none.
    package init?(body: [UInt8]) {
        guard let request = try? JSONDecoder().decode(Self.self, from: Data(body)) else {
            return nil
        }
        self = request
    }

    /// The length of the JSON that a frame's first 4 bytes announce; `nil` when it is out of range.
    package static func length(_ head: [UInt8]) -> Int? {
        guard head.count == 4 else { return nil }
        let length = head.reduce(0) { $0 << 8 | Int($1) }
        return (1...limit).contains(length) ? length : nil
    }
}
