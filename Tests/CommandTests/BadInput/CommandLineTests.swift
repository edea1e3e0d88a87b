import SoraTestSupport
import Testing

/// What is said of words that were not understood; these need no program of their own.
@Suite struct `The command line` {
    @Test(arguments: [
        (["queue", "x", "--secnds", "4"], "unknown option --secnds; did you mean '--seconds'?"),
        (
            ["queue", "x", "--aspect", "16:9"],
            "unknown option --aspect; did you mean '--aspect-ratio'?"
        ),
        (["sync", "--dry"], "unknown option --dry; did you mean '--dry-run'?"),
        (["sync", "--untilidle"], "unknown option --untilidle; did you mean '--until-idle'?"),
        (["lis"], "unknown command 'lis'; did you mean 'list'?"),
        (["provider", "ad"], "did you mean 'add'?"),
        (["list", "vidoes"], "did you mean 'videos'?"),
        (
            ["list", "--format", "xml"],
            "--format: 'xml' is not one of table, json, jsonl, csv, tsv"
        ),
        (["list", "--json", "--format", "csv"], "--json and --format csv contradict each other"),
        (["list", "--limit", "-1"], "--limit -1 is less than 0"),
        (["list", "--limit", "many"], "'many' is not a whole number"),
        (["sync", "--timeout", "soon"], "--timeout: 'soon': not a time: write it as 90s"),
        (["queue", "x", "--size", "big"], "--size: 'big': not a size: write it as 1280x720"),
        (
            ["queue", "x", "--aspect-ratio", "wide"],
            "--aspect-ratio: 'wide': not an aspect ratio: write it as 16:9"
        ),
        (["show"], "ID is missing"),
        (["simulate"], "--port is missing"),
        (["simulate", "--port", "99999"], "--port 99999 is not 0 to 65535"),
        (["li\u{1B}[31mst"], "unknown command 'li\\x1b[31mst'"),
    ])
    func `that is wrong says so with status 64, and where help is`(
        words: [String], message: String
    ) async throws {
        let outcome = await InProcess.run(words)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("soralib: ") || words.contains("--json"))
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(outcome.errors.contains("--help'"), "\(outcome)")
        #expect(!outcome.errors.utf8.contains(0x1B))
    }

    @Test(arguments: [
        ["--json", "queue", "x", "--secnds", "4"], ["queue", "x", "--secnds", "4", "--json"],
        ["queue", "x", "--secnds", "4", "--format", "json"],
        ["queue", "x", "--secnds", "4", "--format=jsonl"],
    ])
    func `that is wrong says so in JSON where JSON was asked for`(words: [String]) async throws {
        let outcome = await InProcess.run(words)
        #expect(outcome.status == 64)
        let error = OrderedJSON(outcome.errors)
        #expect(Shape.error.problems(in: error) == [])
        #expect(error?["code"]?.string == "usage")
    }

    @Test(arguments: ["table", "json", "jsonl", "csv", "tsv"])
    func `names the fields that there are where a wrong one is wanted`(
        format: String
    ) async throws {
        let folder = try TemporaryFolder()
        #expect(await InProcess.run(["init"], in: folder.path).status == 0)
        for (fields, message) in [
            ("id,foo,bar", "a video has no field foo, bar"), ("", "--fields names no field"),
            (",", "--fields names no field"), ("id,id", "--fields names id twice"),
        ] {
            let outcome = await InProcess.run(
                ["list", "--fields", fields, "--format", format], in: folder.path)
            #expect(outcome.status == 64, "\(outcome)")
            #expect(outcome.errors.contains(message), "\(outcome)")
            #expect(outcome.errors.contains("id, uid, title, path"), "\(outcome)")
            #expect(outcome.output == "")
        }
    }

    @Test(arguments: [
        (["queue", "a red fox"], "a task has no field nope"),
        (["collection", "create", "reel"], "a collection has no field nope"),
        (["prompt", "add", "a red fox"], "a prompt has no field nope"),
        (["sync"], "its result has no fields to choose"),
    ])
    func `does nothing where a wrong field of the result is wanted`(
        words: [String], message: String
    ) async throws {
        let folder = try TemporaryFolder()
        #expect(await InProcess.run(["init"], in: folder.path).status == 0)
        let provider = [
            "provider", "add", "gateway", "--profile", "openai-compatible", "--base-url",
            "http://127.0.0.1:1", "--no-key",
        ]
        #expect(await InProcess.run(provider, in: folder.path).status == 0)
        let outcome = await InProcess.run(words + ["--fields", "nope"], in: folder.path)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.errors.contains(message), "\(outcome)")
        // Whoever tries again with the right name must not have it twice.
        for kind in [["list", "tasks"], ["list", "prompts"], ["collection", "list"]] {
            let listed = await InProcess.run(kind + ["--json"], in: folder.path)
            #expect(listed.output == "[]\n", "\(listed)")
        }
    }

    @Test func `without a command shows the help with status 64`() async throws {
        let outcome = await InProcess.run([])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("USAGE"))
        let asked = await InProcess.run(["--help"])
        #expect(asked.status == 0)
        #expect(asked.output.contains("USAGE"))
        #expect(asked.errors == "")
    }

    @Test func `names every unknown object at once`() async throws {
        let folder = try TemporaryFolder()
        #expect(await InProcess.run(["init"], in: folder.path).status == 0)
        let outcome = await InProcess.run(
            ["show", "t99", "v3", "zz\u{1B}", "01234567"], in: folder.path)
        #expect(outcome.status == 66)
        for part in ["has 4 problems", "t99", "v3", "zz\\x1b", "01234567", "soralib list"] {
            #expect(outcome.errors.contains(part), "\(outcome)")
        }
        let one = await InProcess.run(["verify", "t1"], in: folder.path)
        #expect(one.status == 66)
        #expect(one.errors.contains("there is no video t1"))
    }
}
