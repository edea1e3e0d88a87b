import Testing

@testable import SoraSimulator

@Suite struct `Shots in a prompt` {
    private static let good =
        "Shot 1:\nduration: 6sec\nScene: a\n\nShot 2:\nduration: 4sec\nScene: b"

    private func refusal(_ prompt: String, _ seconds: Int = 10) -> String? {
        do throws(Refusal) {
            try Shots.check(prompt, seconds: seconds)
            return nil
        } catch {
            return error.message
        }
    }

    @Test(arguments: ["a fox", good, "in the style of a woodcut\n\n" + good])
    func `in their form are taken`(prompt: String) {
        #expect(refusal(prompt) == nil)
    }

    @Test(arguments: [
        ("Shot 1:", "Shot 2:", "expected 'Shot 1:'"), ("Shot 2:", "Shot 3:", "expected 'Shot 2:'"),
        ("4sec", "5sec", "the shots take 11.0 seconds, and the clip 10"),
        ("4sec", "0sec", "expected 'duration: Xsec' under 'Shot 2:'"),
        ("4sec", "four", "expected 'duration: Xsec' under 'Shot 2:'"),
        ("duration: 4sec\n", "", "expected 'duration: Xsec' under 'Shot 2:'"),
        ("\nScene: b", "", "expected 'Scene:' in shot 2"),
        ("Scene: b", "Scene:", "expected 'Scene:'"),
        ("a\n\n", "a\n", "expected an empty line after shot 1"),
    ])
    func `in another form are refused`(old: String, new: String, words: String) throws {
        let message = try #require(refusal(Self.good.replacing(old, with: new)))
        #expect(message.contains(words), "\(message)")
    }
}
