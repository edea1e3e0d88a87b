import Foundation
import Testing

@testable import SoraSimulator

@Suite struct `A result at an address of its own` {
    private func address(_ service: RunningService, _ prompt: String = "p") async throws -> String {
        let made = try await service.post(
            "/sora/videos", #"{"model": "openAiSora2Plus", "prompt": "\#(prompt)"}"#,
            profile: "globalai")
        service.wait(seconds: 10)
        let id = try #require(made["id"] as? String, "\(made)")
        let told = try await service.send("GET", "/result/\(id)", profile: "globalai")
        return try #require(told["video_url"] as? String, "\(told)")
    }

    @Test func `is on another port, without a key, and in parts`() async throws {
        let service = try RunningService()
        let address = try await address(service)
        #expect(!address.hasPrefix(service.simulator.url + "/"))
        let whole = try await service.fetch(address)
        #expect(whole.status == 200 && whole.header("Content-Type") == "video/mp4")
        let part = try await service.fetch(address, headers: ["Range": "bytes=4-7"])
        #expect(part.status == 206 && part.data == Data("ftyp".utf8))
    }

    @Test func `is hit by the faults that are meant for it, and by no others`() async throws {
        let faulty = try FaultyService(
            #"""
            {"name": "cut", "action": "cut", "fraction": 0.5, "times": 1,
             "when": {"results": true, "method": "GET", "task": "fox"}},
            {"name": "late", "action": "503", "times": 1, "when": {"results": true}},
            {"name": "api", "action": "503", "when": {"path": "*.mp4"}}
            """#)
        let address = try await address(faulty.service, "a fox")
        await #expect(throws: (any Error).self) { try await faulty.service.fetch(address) }
        #expect(try await faulty.service.fetch(address).status == 503)
        #expect(try await faulty.service.fetch(address).status == 200)
        let played = try faulty.played()
        #expect(played.map { $0["rule"] as? String } == ["cut", "late"])
        #expect(played.allSatisfy { ($0["path"] as? String)?.hasSuffix(".mp4") == true })
        #expect(played.allSatisfy { ($0["task"] as? String)?.hasPrefix("sora_") == true })
    }

    @Test func `is refused to whoever sends a key`() async throws {
        let service = try RunningService()
        let address = try await address(service)
        let answer = try await service.fetch(address, headers: ["Authorization": "Bearer test"])
        #expect(answer.status == 403)
        #expect(answer.description.contains("InvalidAuthenticationInfo"))
    }

    @Test func `is refused without its signature, and for others`() async throws {
        let service = try RunningService()
        let address = try await address(service)
        for wrong in [
            String(address.prefix { $0 != "?" }), String(address.dropLast()),
            address.replacing("expires=1", with: "expires=2"),
        ] {
            #expect(try await service.fetch(wrong).status == 403, "\(wrong)")
        }
        #expect(
            try await service.fetch(address.replacing("/sora_", with: "/sorb_")).status == 404)
    }

    @Test func `expires`() async throws {
        let service = try RunningService { $0.lifetimeMilliseconds = 60_000 }
        let address = try await address(service)
        service.wait(seconds: 59)
        #expect(try await service.fetch(address).status == 200)
        service.wait(seconds: 2)
        let late = try await service.fetch(address)
        #expect(late.status == 403 && late.description.contains("Request has expired"))
    }

    @Test func `goes wrong as its prompt asks`() async throws {
        let service = try RunningService()
        let page = try await service.fetch(try await address(service, "[[html]]"))
        #expect(page.status == 200 && page.header("Content-Type")?.hasPrefix("text/html") == true)
    }
}
