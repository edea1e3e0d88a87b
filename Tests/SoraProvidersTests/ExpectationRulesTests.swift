import SoraModel
import SoraProviders
import Testing

/// How closely a result has to keep to its request, by the profile.
struct `What is expected of a result` {
    private func expectation(
        _ profile: String, _ size: String,
        changing change: (inout ProviderProfile) -> Void = { _ in }
    ) throws -> MediaExpectation {
        var profile = try ProfileLibrary().profile(named: profile)
        change(&profile)
        return try RequestRules(profile).check(
            GenerationRequest(prompt: "a fox", size: PixelSize(size)), at: Fixtures.after,
            force: true
        ).expectation
    }

    @Test func `is what is usual, where the profile says nothing`() throws {
        for name in ["openai", "globalai", "wisgate", "xingchao"] {
            #expect(try expectation(name, "1280x720") == MediaExpectation(), "\(name)")
        }
    }

    @Test func `is a class of sizes where the service is told a word`() throws {
        #expect(try expectation("octopusx", "1280x720").shortSide == 672...768)
        #expect(try expectation("octopusx", "720x1280").shortSide == 672...768)
        #expect(try expectation("octopusx", "1080x1920").shortSide == 1008...1152)
    }

    @Test func `is the profile's tolerance, and sound where its model makes it`() throws {
        let found = try expectation("globalai", "1280x720") { profile in
            profile.durationTolerance = 0.75
            for index in profile.models.indices { profile.models[index].audio = .expected }
        }
        #expect(found == MediaExpectation(durationTolerance: 0.75, hasAudio: true))
    }
}
