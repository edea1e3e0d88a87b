import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `The list of videos` {
    @Test func `pages follow each other in both orders`() async throws {
        let service = try RunningService()
        var ids: [String] = []
        for number in 1...5 { ids.append(try await service.create("number \(number)")) }

        for (order, expected) in [("asc", ids), ("desc", ids.reversed())] {
            var seen: [String] = []
            var after = ""
            for _ in 0..<3 {
                let page = try await service.get("/videos?limit=2&order=\(order)\(after)")
                seen += page.ids
                #expect(page["first_id"] as? String == page.ids.first)
                #expect(page["last_id"] as? String == page.ids.last)
                #expect(page["has_more"] as? Bool == (seen.count < 5))
                after = "&after=\(page.ids.last ?? "")"
            }
            #expect(seen == expected)
        }
        #expect(try await service.get("/videos").ids == ids.reversed())
    }

    @Test func `an empty list has no first and no last`() async throws {
        let answer = try await RunningService().get("/videos")
        #expect(answer["object"] as? String == "list")
        #expect(answer["first_id"] is NSNull)
        #expect(answer["has_more"] as? Bool == false)
    }

    @Test(arguments: ["limit=101", "limit=-1", "limit=x", "order=up", "after=video_x"])
    func `a bad argument is refused`(_ argument: String) async throws {
        let answer = try await RunningService().get("/videos?\(argument)")
        #expect(answer.status == 400)
        #expect(answer.error("param") == String(argument.prefix { $0 != "=" }))
    }
}
