import SoraModel
import SoraProviders
import Testing

/// A clip shot by shot: read, checked and sent.
@Suite struct `A storyboard` {
    private static let text = """
        Shot 1:
        duration: 7.5sec
        Scene: a fox wakes

        Shot 2:
        duration: 2.5sec
        Scene: it looks at the snow
        """

    private static let board = Storyboard([
        .init(milliseconds: 7500, scene: "a fox wakes"),
        .init(milliseconds: 2500, scene: "it looks at the snow"),
    ])

    private func problem(_ text: String) -> String {
        message { try Storyboard(text: text, file: "f") }
    }

    @Test(arguments: [
        text,
        text.replacing("\n", with: "\r\n"),
        "\u{FEFF}\n" + text + "\n\n\n",
        """
        SHOT 1:
          Duration: 7.5 seconds
          scene: a fox
            wakes

        shot 2:
        scene:
        duration 2.5
        """.replacing(
            "scene:\nduration 2.5", with: "duration: 2.5\nscene: it looks\n\nat the snow"),
        #"[{"seconds": 7.5, "scene": "a fox wakes"}, {"seconds": 2.5, "scene": "it looks\nat the snow"}]"#,
        #"""
        {"shots": [{"shot": 1, "seconds": 7.5, "scene": "a fox wakes"},
                   {"shot": 2, "scene": " it looks at  the snow ", "seconds": 2.50}]}
        """#,
    ])
    func `is the same in JSON and as the text that services want`(text: String) throws {
        let read = try Storyboard(text: text, file: "f")
        #expect(read == Self.board)
        #expect(read.text == Self.text)
        #expect(read.milliseconds == 10_000)
    }

    @Test(arguments: [
        ("", "f: it has no shots"), ("[]", "f: it has no shots"), ("[", "f is not JSON"),
        ("{}", "f: shots: is missing"),
        (#"{"shots": 3}"#, "f: shots: should be a list, is a number"),
        ("a fox", "f: line 1: stands before the first `Shot 1:`"),
        (
            #"[{"seconds": 5, "scnee": "x", "scene": "y"}]"#,
            "shots[0]: unknown field scnee; did you mean scene?"
        ),
        (
            #"[{"seconds": 0, "scene": "y"}]"#,
            "shot 1 takes 0 seconds, and has to take more than none"
        ),
        (#"[{"seconds": -2.5, "scene": "y"}]"#, "shot 1 takes -2.5 seconds"),
        (#"[{"seconds": "5", "scene": "y"}]"#, "shots[0].seconds: should be a number of seconds"),
        (
            #"[{"seconds": 0.0001, "scene": "y"}]"#,
            "shots[0].seconds: should be a number of seconds"
        ),
        (#"[{"seconds": 1e9, "scene": "y"}]"#, "shots[0].seconds: should be a number of seconds"),
        (#"[{"scene": "y"}]"#, "shot 1 does not say how long it is"),
        (#"[{"seconds": 5}]"#, "shot 1 has no scene"),
        (#"[{"seconds": 5, "scene": " "}]"#, "shots[0].scene: should be a text, is empty"),
        (#"[{"shot": 2, "seconds": 5, "scene": "y"}]"#, "shot 2 stands where shot 1 should"),
        (#"["y"]"#, "shots[0]: should be an object, is a text"),
        (
            "Shot 1:\nduration: 5sec\nScene: a\n\nShot 3:\nduration: 5sec\nScene: b",
            "shot 3 stands where shot 2 should"
        ),
        ("Shot 0:\nduration: 5sec\nScene: a", "shot 0 stands where shot 1 should"),
        ("Shot 1:\nduration: soon\nScene: a", "line 2: soon is no length such as 5sec"),
        ("Shot 1:\nduration: 5min\nScene: a", "line 2: 5min is no length such as 5sec"),
        ("Shot 1:\nduration: 5sec\nduration: 6sec\nScene: a", "line 3: shot 1 has two durations"),
        ("Shot 1:\nlength: 5sec\nScene: a", "line 2: is none of `Shot N:`"),
        ("Shot 1:\nduration: 5sec", "shot 1 has no scene"),
        (
            String(repeating: "Shot 1:\nduration: 1sec\nScene: a\n", count: 101),
            "101 shots are more than 100"
        ),
    ])
    func `that is wrong is told what`(text: String, words: String) {
        #expect(problem(text).contains(words), "\(problem(text))")
    }

    @Test func `that is wrong in many places is told all of them at once`() {
        #expect(
            problem("Shot 2:\nduration: 0sec\n\nShot 2:\nScene: b\nShot 3:\nduration: x\nScene: c")
                == """
                f has 5 problems:
                  - f: line 7: x is no length such as 5sec or 7.5sec
                  - f: shot 2 stands where shot 1 should: they are numbered from 1
                  - f: shot 1 takes 0 seconds, and has to take more than none
                  - f: shot 1 has no scene
                  - f: shot 2 does not say how long it is
                """)
    }

    private func asked(
        _ board: Storyboard = Storyboard([
            .init(milliseconds: 6000, scene: "one"), .init(milliseconds: 4000, scene: "two"),
        ]), prompt: String = "", seconds: Int? = nil
    ) -> GenerationRequest {
        var request = GenerationRequest(prompt: prompt, model: "sora-2", seconds: seconds)
        request.storyboard = board
        return request
    }

    private func check(
        _ request: GenerationRequest, _ profile: String = "wisgate"
    ) throws -> RequestRules.Checked {
        try RequestRules(Fixtures.profile(profile), others: Fixtures.profiles)
            .check(request, at: Fixtures.after)
    }

    @Test func `gives the clip its length, or has the one that is asked for`() throws {
        let checked = try check(asked())
        #expect(checked.request.seconds == 10 && checked.warnings == [])
        #expect(try check(asked(seconds: 10)).request.seconds == 10)
        #expect(
            message { try check(asked(seconds: 15)) }
                == "the shots take 10 seconds together, and the clip 15")
        #expect(
            message { try check(asked(Storyboard([.init(milliseconds: 9000, scene: "a")]))) }
                .hasPrefix("sora-2 makes no 9 seconds, only 4, 8, 10, 15"))
        #expect(
            message { try check(asked(Storyboard([.init(milliseconds: 9500, scene: "a")]))) }
                == "the shots take 9.5 seconds together, and a clip has whole seconds")
    }

    @Test func `with parts of seconds, or a text before it, is sent with a warning`() throws {
        let checked = try check(asked(Self.board, prompt: "in the style of a woodcut"))
        #expect(
            checked.warnings == [
                "no page says that a shot may have a part of a second; the service may refuse it",
                "the text is sent before the first shot, where no page of the service has any",
            ])
        #expect(
            checked.request.sentPrompt == "in the style of a woodcut\n\n" + Self.text)
    }

    @Test func `whose sum nobody is sure of is sent with a warning`() throws {
        var profile = try Fixtures.profile("wisgate")
        profile.wire.storyboard?.sum = .unconfirmed
        let checked = try RequestRules(profile).check(asked(seconds: 15), at: Fixtures.after)
        #expect(
            checked.warnings == [
                "the shots take 10 seconds together, and the clip 15: the service may refuse it"
            ])
    }

    @Test(arguments: ["globalai", "globalai-legacy", "xingchao", "openai-compatible"])
    func `is refused by who has none, with the names of those who have`(profile: String) {
        var request = asked()
        request.model = nil
        request.seconds = nil
        #expect(
            message { try check(request, profile) }
                == "\(profile) has no storyboards; octopusx and wisgate have them")
    }

    @Test func `is no part of a remix`() {
        var request = GenerationRequest(.remix, prompt: "p", parent: "v")
        request.storyboard = Self.board
        #expect(
            message { try check(request) }
                == "wisgate takes no storyboard for a remix")
    }

    @Test func `counts against the length of the prompt`() {
        let long = Storyboard([
            .init(milliseconds: 10_000, scene: String(repeating: "x", count: 32_000))
        ])
        #expect(message { try check(asked(long)) }.contains("the prompt has 32031 characters"))
    }

    @Test func `is kept in the task's text, and older texts have none`() throws {
        let frozen = try Fixtures.frozen(asked(seconds: 10), of: "wisgate")
        let text = try frozen.encodedText()
        #expect(
            text.contains(
                #""storyboard":{"shots":[{"milliseconds":6000,"scene":"one"},{"milliseconds":4000,"scene":"two"}]}"#
            ))
        #expect(try FrozenRequest(text: text) == frozen)
        let older = try Fixtures.frozen(GenerationRequest(prompt: "p"), of: "openai").encodedText()
        #expect(!older.contains("storyboard"))
    }
}
