import Foundation
import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

/// A service that repeats the key in one of its answers.
struct Echo: Sendable, CustomTestStringConvertible {
    var name: String
    var route: Service.Route
    var answer: ScriptedAnswer

    var testDescription: String { name }

    static let key = "canary-key-0123456789"
    private static let body = Array(#"{"error":{"message":"bad \#(key)","code":"\#(key)"}}"#.utf8)
    private static let headers = HTTPHeaders([
        ("x-request-id", key), ("Content-Type", "text/\(key)"), ("Location", "https://x/\(key)"),
        ("Retry-After", key), ("ETag", "\"\(key)\""), ("Last-Modified", key),
    ])

    private static func echo(_ route: Service.Route, _ status: Int) -> Echo {
        Echo(
            name: "\(route) \(status)", route: route,
            answer: .response(status, headers: headers, body: body))
    }

    static let all: [Echo] =
        [200, 302, 400, 401, 429, 500].map { echo(.submit, $0) }
        + [200, 302, 401, 404, 429, 500].map { echo(.poll, $0) }
        + [200, 302, 401, 404, 416, 429, 500].map { echo(.content, $0) }
        + [
            Echo(
                name: "an accepted request", route: .submit,
                answer: .json(
                    #"{"id":"video_1","status":"\#(key)","note":"\#(key)"}"#, headers: headers)),
            Echo(
                name: "a submit that was cut", route: .submit,
                answer: .cut(after: body.count - 1, of: body, headers: headers)),
            Echo(
                name: "a failed task", route: .poll,
                answer: .status(
                    "failed", more: #","error":{"code":"\#(key)","message":"\#(key)"}"#)),
            Echo(
                name: "a page for a video", route: .content,
                answer: .response(200, headers: headers, body: Array("<html>\(key)".utf8))),
            Echo(
                name: "a video with the key for a tag", route: .content,
                answer: .response(200, headers: headers, body: Movie.bytes())),
            Echo(
                name: "an encoding with the key for a name", route: .content,
                answer: .response(
                    200, headers: HTTPHeaders([("Content-Encoding", key)]), body: Movie.bytes())),
        ]
}

@Suite(.timeLimit(.minutes(2))) struct `The key` {
    @Test(arguments: Echo.all)
    func `is in no file and in no message, also where the service repeats it`(
        echo: Echo
    ) async throws {
        let world = try World()
        if echo.route != .submit { try await world.submitted() } else { try world.queue() }
        world.service.next(echo.route, echo.answer)
        let receipts = Mutex<[String]>([])
        world.files =
            Faults { _, operation, path in
                guard operation == .remove, path.contains("/receipts/"),
                    let bytes = try? Data(contentsOf: URL(fileURLWithPath: path))
                else { return nil }
                receipts.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
                return nil
            }.files
        for _ in 0..<3 {
            try await world.sync()
            world.time.advance(by: 700)
        }
        #expect(world.transport.requests.contains { $0.headers["Authorization"] != nil })
        for (path, text) in try texts(in: world.folder.path) {
            #expect(!text.contains(Echo.key), "\(path)")
        }
        for receipt in receipts.withLock({ $0 }) { #expect(!receipt.contains(Echo.key)) }
        for line in world.watcher.lines { #expect(!line.contains(Echo.key), "\(line)") }
    }

    @Test func `would be found by this search`() async throws {
        let world = try World()
        try world.queue("a prompt with \(Echo.key)")
        #expect(try texts(in: world.folder.path).contains { $0.text.contains(Echo.key) })
    }

    private func texts(in folder: String) throws -> [(path: String, text: String)] {
        let all = FileManager.default.enumerator(atPath: folder)
        var texts: [(String, String)] = []
        while let name = all?.nextObject() as? String {
            let path = folder + "/" + name
            guard try FileSystem().status(of: path)?.kind == .file else { continue }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            texts.append((name, String(decoding: bytes, as: UTF8.self)))
        }
        return texts
    }
}
