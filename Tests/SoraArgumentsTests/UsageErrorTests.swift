import SoraArguments
import Testing

@Suite struct `Wrong command lines` {
    @Test(arguments: [
        ("lsit", "unknown command 'lsit'; did you mean 'list'?"),
        ("frobnicate", "unknown command 'frobnicate'"),
        ("list --limti 3", "unknown option --limti; did you mean '--limit'?"),
        ("list -limit 3", "unknown option -limit; did you mean '--limit'?"),
        ("list --hepl", "unknown option --hepl; did you mean '--help'?"),
        ("list --no-quiet", "unknown option --no-quiet"),
        ("list -x", "unknown option -x"),
        ("list --limit", "--limit needs a value: --limit LIMIT"),
        (
            "list --limit --quiet",
            "--limit needs a value: --limit LIMIT (or --limit=--quiet when the value starts with '-')"
        ),
        ("list --limit x", "--limit: 'x' is not a whole number"),
        ("list --limit 1 --limit 2", "--limit was given 2 times ('1', '2'); give it once"),
        ("list --quiet=yes", "--quiet takes no value, but 'yes' was given"),
        (
            "list --format jsn",
            "--format: 'jsn' is not one of table, json, csv; did you mean 'json'?"
        ),
        ("list --format xml", "--format: 'xml' is not one of table, json, csv"),
        ("list --json --format csv", "--json and --format csv exclude each other"),
        ("--format xml list", "--format: 'xml' is not one of table, json, csv"),
        ("provider", "program provider needs a command"),
        ("provider add n", "MODELS is missing"),
        ("provider remove x", "unexpected word 'x'"),
        ("queue cat --provider p --max-cost nan", "--max-cost: 'nan' is not a number"),
        ("queue cat --provider p -o x.avi", "--output: 'x.avi': a name ends in .mp4"),
        ("queue cat --provider p --seconds 0", "--seconds: 1 at least"),
        (
            "queue cat --provider p --watermark --no-watermark",
            "--watermark and --no-watermark exclude each other"
        ),
        (
            "queue a dancing cat --provider p",
            "unexpected words 'dancing' 'cat'; put quotes around one text: \"a dancing cat\""
        ),
        (
            "queue it's $5 --provider p",
            #"unexpected word '$5'; put quotes around one text: 'it'\''s $5'"#
        ),
    ])
    func `a problem is named with what to do`(line: String, message: String) {
        #expect(problems(line.split(separator: " ").map(String.init)) == [message])
    }

    @Test func `all problems are told at once`() {
        let words = ["queue", "--secnods", "8", "--max-cost", "much", "-o", "x", "--format", "xml"]
        #expect(
            problems(words) == [
                "unknown option --secnods; did you mean '--seconds'?",
                "--format: 'xml' is not one of table, json, csv",
                "--provider is missing",
                "--max-cost: 'much' is not a number",
                "--output: 'x': a name ends in .mp4",
            ])
    }

    @Test func `a word after an unknown option may be its value, and is no problem of its own`() {
        #expect(problems(["provider", "remove", "--all", "x"]) == ["unknown option --all"])
    }

    @Test func `an option without its value is not called missing too`() {
        #expect(
            problems(["queue", "x", "--provider"]) == [
                "--provider needs a value: --provider PROVIDER"
            ])
    }

    @Test func `the error shows the usage and where to read on`() throws {
        let error = #expect(throws: UsageError.self) { try parse("queue", "a", "b") }
        #expect(UsageError.exitCode == 64)
        #expect(error?.path == ["program", "queue"])
        #expect(
            error?.description == """
                --provider is missing
                unexpected word 'b'; put quotes around one text: "a b"
                usage: program queue [OPTIONS] --provider PROVIDER TEXT
                see 'program queue --help'
                """)
    }

    @Test func `a program without a command shows its help`() throws {
        let error = #expect(throws: UsageError.self) { try parse() }
        #expect(try error?.help == text("--help"))
        #expect(error?.message == "program needs a command")
    }

    @Test(arguments: [
        ("lsit", true), ("lis", true), ("lists", true), ("lost", true), ("tail", false),
        ("l", false),
    ])
    func `only a slip of the finger is corrected`(word: String, isNear: Bool) {
        #expect((Suggestion.nearest(to: word, among: ["list"]) != nil) == isNear)
    }
}
