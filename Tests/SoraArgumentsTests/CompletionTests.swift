import SoraArguments
import Testing

@Suite struct `Completion` {
    private func place(_ words: String...) -> CompletionPlace {
        CompletionPlace(words, root: CommandTree(Program.self).root)
    }

    /// What can stand there, in a word.
    private func wanted(_ place: CompletionPlace) -> String {
        switch place.wanted {
        case .command: "command"
        case .option: "option"
        case .value(let definition, let index): "\(definition.display) \(index)"
        case .nothing: "nothing"
        }
    }

    @Test(arguments: [
        ([""], "command"), (["que"], "command"), (["--lib"], "option"), (["queue", ""], "TEXT 0"),
        (["queue", "a", ""], "nothing"), (["queue", "--"], "option"),
        (["queue", "--provider", ""], "--provider 0"),
        (["queue", "--provider=st"], "--provider 0"),
        (["queue", "-o", ""], "--output 0"), (["queue", "--watermark=x"], "nothing"),
        (["--format", ""], "--format 0"), (["--library", "/x", ""], "command"),
        (["queue", "--", "-x"], "TEXT 0"), (["help", "queue", ""], "TEXT 0"),
        (["queue", "--unknown", "a", ""], "nothing"), (["provider", "add", "a", ""], "MODELS 1"),
        (["provider", "add", "a", "b", "c", ""], "MODELS 3"),
    ])
    func `finds what stands at the cursor`(words: [String], expected: String) {
        let place = CompletionPlace(words, root: CommandTree(Program.self).root)
        #expect(wanted(place) == expected)
    }

    @Test func `offers the commands with what they do`() {
        let commands = place("").commands
        #expect(commands.first == CompletionCandidate("queue", "Queue a video."))
        #expect(commands.last?.value == "help")
    }

    @Test func `offers options that are not given yet`() {
        let values = place("queue", "--seconds", "4", "--tag", "x", "--").options.map(\.value)
        #expect(!values.contains("--seconds"))
        #expect(values.contains("--tag"), "it may be repeated")
        #expect(values.contains("--no-watermark"))
        #expect(values.contains("--library"))
        #expect(values.contains("--help"))
    }

    @Test(arguments: [
        ("a b", ["a", "b"]), ("a ", ["a", ""]), ("", [""]), ("a \"b c", ["a", "b c"]),
        ("a 'b \"c", ["a", "b \"c"]), (#"a b\ c"#, ["a", "b c"]),
        (#"a "b\"c\d""#, ["a", #"b"c\d"#]),
        ("a '' b", ["a", "", "b"]), ("a $(x) `y`", ["a", "$(x)", "`y`"]), (#"a b\"#, ["a", "b"]),
    ])
    func `reads a line as a shell does, and runs nothing of it`(line: String, words: [String]) {
        #expect(TypedLine(line).words == words)
    }

    @Test(
        arguments: [
            ("a tag:x", 4, nil), ("a --x=y", 4, nil), ("a \"b:c", 0, "\""), ("a tag:'b c", 4, "'"),
            (#"a b\:c"#, 0, nil), ("a b", 0, nil),
        ] as [(String, Int, Character?)])
    func `knows from where bash completes`(line: String, kept: Int, quote: Character?) {
        let line = TypedLine(line, breaks: [":", "="])
        #expect(line.kept == kept)
        #expect(line.openQuote == quote)
    }

    @Test(
        arguments: [
            (nil, "red fox", #"red\ fox"#), (nil, "$(x)`y`;z", #"\$\(x\)\`y\`\;z"#),
            (nil, "~a~", #"\~a~"#),
            ("\"", "a $b!\"c", #"a \$b"'!'"\"c"#), ("'", "it's $x", #"it'\''s $x"#),
            (nil, "grün", "grün"),
        ] as [(Character?, String, String)])
    func `writes a word so that bash takes it as it is`(
        quote: Character?, word: String, typed: String
    ) {
        #expect(ShellQuoting.typed(word, inside: quote) == typed)
    }

    @Test(arguments: [
        [], ["bash"], ["bash", ":", "soralib"], ["tcsh", "--", "x"], ["zsh", "x"], ["fish", "--"],
    ])
    func `takes no question that is none`(words: [String]) {
        #expect(CompletionQuestion(words) == nil)
    }

    @Test func `sees the command behind variables that are set for it`() {
        #expect(CompletionQuestion(["bash", "=", "LANG=C program li"])?.words == ["li"])
    }

    @Test func `answers each shell in its form`() throws {
        let candidates = [
            CompletionCandidate("tag:red fox", "a tag"),
            CompletionCandidate("tag:re", isWhole: false),
        ]
        let bash = try #require(CompletionQuestion(["bash", ":=", "program list tag:re"]))
        #expect(bash.answer(candidates, otherwise: .nothing) == "nothing\nred\\ fox\nre\n")
        #expect(bash.answer([candidates[1]], otherwise: .nothing) == "more\nre\n")
        let zsh = try #require(CompletionQuestion(["zsh", "--", "list", "tag:re"]))
        #expect(
            zsh.answer(candidates, otherwise: .files) == "files\n=tag:red fox\ta tag\n+tag:re\n")
        let fish = try #require(CompletionQuestion(["fish", "--", "list", "tag:re"]))
        #expect(
            fish.answer(candidates, otherwise: .nothing) == "nothing\ntag:red fox\ta tag\ntag:re\n")
    }
}
