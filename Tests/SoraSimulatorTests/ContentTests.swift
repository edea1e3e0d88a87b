import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Downloading` {
    @Test func `the whole clip comes with its validators`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted()
        let answer = try await service.get("/videos/\(id)/content")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "video/mp4")
        #expect(answer.header("Accept-Ranges") == "bytes")
        #expect(answer.header("Content-Length") == String(answer.data.count))
        #expect(answer.header("ETag")?.hasPrefix("\"") == true)
        #expect(answer.header("Last-Modified") == "Sat, 21 Nov 2026 02:03:14 GMT")
        #expect(answer.data[4..<8] == Data("ftyp".utf8))
        let again = try await service.get("/videos/\(id)/content")
        #expect(again.data == answer.data)
        #expect(again.header("ETag") == answer.header("ETag"))
    }

    @Test func `HEAD tells the length and sends nothing`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted()
        let answer = try await service.send("HEAD", "/videos/\(id)/content")
        let whole = try await service.get("/videos/\(id)/content")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Length") == String(whole.data.count))
        #expect(answer.header("ETag") == whole.header("ETag"))
        #expect(answer.data.isEmpty)
    }

    @Test(
        arguments: [
            ("bytes=0-9", 0, 10), ("bytes=100-", 100, nil), ("bytes=-7", -7, nil),
            ("bytes=5-99999999", 5, nil),
        ] as [(String, Int, Int?)])
    func `a range gives that part`(_ range: String, start: Int, end: Int?) async throws {
        let service = try RunningService()
        let id = try await service.createCompleted()
        let whole = try await service.get("/videos/\(id)/content").data
        let answer = try await service.get("/videos/\(id)/content", headers: ["Range": range])
        let from = start < 0 ? whole.count + start : start
        let to = end ?? whole.count
        #expect(answer.status == 206)
        #expect(answer.header("Content-Range") == "bytes \(from)-\(to - 1)/\(whole.count)")
        #expect(answer.data == whole[from..<to])
    }

    @Test(arguments: ["bytes=99999999-", "bytes=-0"])
    func `a range beyond the end is not satisfiable`(_ range: String) async throws {
        let service = try RunningService()
        let id = try await service.createCompleted()
        let answer = try await service.get("/videos/\(id)/content", headers: ["Range": range])
        #expect(answer.status == 416)
        #expect(answer.header("Content-Range")?.hasPrefix("bytes */") == true)
        #expect(answer.data.isEmpty)
    }

    @Test(arguments: ["bytes=9-1", "bytes=0-1,3-4", "bytes=x-", "items=0-1", "bytes=+1-2"])
    func `a range that is not understood gives everything`(_ range: String) async throws {
        let service = try RunningService()
        let id = try await service.createCompleted()
        #expect(
            try await service.get("/videos/\(id)/content", headers: ["Range": range]).status == 200)
    }

    @Test func `If-Range gives a part only of the same file`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted()
        let path = "/videos/\(id)/content"
        let tag = try #require(try await service.get(path).header("ETag"))
        let date = "Sat, 21 Nov 2026 02:03:14 GMT"
        for (validator, status) in [
            (tag, 206), (date, 206), ("\"other\"", 200), ("W/" + tag, 200),
            ("Sat, 21 Nov 2026 02:03:15 GMT", 200),
        ] {
            let answer = try await service.get(
                path, headers: ["Range": "bytes=0-9", "If-Range": validator])
            #expect(answer.status == status, "\(validator)")
        }
    }

    @Test func `thumbnail and sprite sheet are images`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted(more: #", "size": "1280x720""#)
        let thumbnail = try await service.get("/videos/\(id)/content?variant=thumbnail")
        #expect(ImageHeader.size(of: Array(thumbnail.data)) == PixelSize(1280, 720))
        #expect(thumbnail.header("Content-Type")?.hasPrefix("image/") == true)
        let sheet = try await service.get("/videos/\(id)/content?variant=spritesheet")
        #expect(sheet.header("Content-Type") == "image/jpeg")
        #expect(ImageHeader.size(of: Array(sheet.data)) == PixelSize(1280, 540))
        let other = try await service.get("/videos/\(id)/content?variant=poster")
        #expect(other.status == 400)
        #expect(other.error("param") == "variant")
    }

    @Test func `before completion and after expiry there is nothing`() async throws {
        let service = try RunningService { $0.lifetimeMilliseconds = 60_000 }
        let id = try await service.create()
        let early = try await service.get("/videos/\(id)/content")
        #expect(early.status == 404)
        #expect(early.error("message")?.contains("not ready yet") == true)
        service.wait(seconds: 69.9)
        #expect(try await service.get("/videos/\(id)/content").status == 200)
        service.wait(seconds: 0.1)
        let late = try await service.get("/videos/\(id)/content")
        #expect(late.status == 404)
        #expect(late.error("message")?.contains("no longer available") == true)
        #expect(try await service.get("/videos/\(id)")["status"] as? String == "completed")
    }

    @Test func `a web page can come in its place`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted("[[html]]")
        let answer = try await service.get("/videos/\(id)/content")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type")?.hasPrefix("text/html") == true)
        #expect(answer.data.starts(with: Data("<!DOCTYPE html>".utf8)))
    }

    @Test func `a truncated download always ends in the middle, after the whole length was told`()
        async throws
    {
        let service = try RunningService()
        let id = try await service.createCompleted("[[truncate]]")
        let whole = try await service.send("HEAD", "/videos/\(id)/content")
        let length = try #require(whole.header("Content-Length").flatMap { Int($0) })
        for _ in 0..<2 {
            let (status, received) = try curl(service, "/videos/\(id)/content")
            #expect(status == 18)
            #expect(received == length / 2)
        }
    }

    @Test func `cut downloads are cut as often as told, also when resumed`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted("[[cut 2]]")
        let path = "/videos/\(id)/content"
        let whole = try await service.send("HEAD", path)
        let length = try #require(whole.header("Content-Length").flatMap { Int($0) })
        #expect(try curl(service, path) == (18, length / 2))
        #expect(
            try curl(service, path, "--range", "\(length / 2)-") == (18, (length - length / 2) / 2))
        #expect(try curl(service, path) == (0, length))
    }

    @Test func `a slow download keeps to its speed`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted("[[slow 20000]]")
        let clock = ContinuousClock()
        let begin = clock.now
        let answer = try await service.get(
            "/videos/\(id)/content", headers: ["Range": "bytes=0-19999"])
        #expect(answer.data.count == 20_000)
        #expect(clock.now - begin > .milliseconds(900))
    }

    @Test func `hundreds of polls are answered while clips are rendered`() async throws {
        let service = try RunningService()
        var ids: [String] = []
        for number in 0..<8 { ids.append(try await service.create("number \(number)")) }
        service.wait(seconds: 10)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for id in ids {
                group.addTask { try await service.get("/videos/\(id)/content").status }
                for _ in 0..<40 { group.addTask { try await service.get("/videos/\(id)").status } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count == 8 * 41)
        #expect(statuses.allSatisfy { $0 == 200 })
    }

    /// Downloads with curl and gives its exit code (18: less than was announced) and the bytes.
    private func curl(
        _ service: RunningService, _ path: String, _ more: String...
    ) throws -> (Int32, Int) {
        let outcome = try Child.run(
            try #require(InstalledProgram.find("curl")),
            [
                "-s", "--noproxy", "*", "-o", "/dev/null", "-w", "%{size_download}", "-H",
                "Authorization: Bearer x",
                "\(service.simulator.url)/openai/v1\(path)",
            ] + more)
        return (outcome.status, Int(outcome.output) ?? -1)
    }
}
