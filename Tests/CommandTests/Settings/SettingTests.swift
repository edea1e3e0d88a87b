import Foundation
import SoraArguments
import SoraCommands
import SoraTestSupport
import Testing

/// What is set, by whom, and what counts.
@Suite(.startsPrograms) struct `Settings` {
    private let workshop: Workshop
    /// The person's folder of settings.
    private var home: String { workshop.folder.file("settings") }
    private var file: String { home + "/soralib/config" }
    private var person: [String: String] { ["XDG_CONFIG_HOME": home] }

    init() async throws {
        workshop = try await Workshop.withProvider("http://127.0.0.1:1")
    }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try FileManager.default.createDirectory(
            atPath: home + "/soralib", withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    private func run(
        _ words: String..., environment: [String: String] = [:], in current: String? = nil
    ) async throws -> Child.Outcome {
        try await workshop.run(
            words, environment: person.merging(environment) { $1 }, in: current)
    }

    /// A setting as `config get --json` tells it.
    private func told(
        _ name: String, options: [String] = [], environment: [String: String] = [:]
    ) async throws -> [String?] {
        let told = try await workshop.run(
            options + ["config", "get", name, "--json"],
            environment: person.merging(environment) { $1 })
        #expect(told.status == 0, "\(told)")
        return [told.json?["value"]?.string, told.json?["source"]?.string]
    }

    @Test func `count in this order: option, environment, library, person, built in`() async throws
    {
        #expect(try await told("queue.size") == ["", "built_in"])
        #expect(try await run("config", "set", "--user", "queue.size", "640x360").status == 0)
        #expect(try await told("queue.size") == ["640x360", "user"])
        let set = try await run("config", "set", "queue.size", "1280x720")
        #expect(set.status == 0, "\(set)")
        #expect(try await told("queue.size") == ["1280x720", "library"])
        let variable = ["SORALIB_QUEUE_SIZE": "720x1280"]
        #expect(try await told("queue.size", environment: variable) == ["720x1280", "environment"])
        let empty = ["SORALIB_QUEUE_SIZE": ""]
        #expect(try await told("queue.size", environment: empty) == ["1280x720", "library"])
        #expect(try await told("format") == ["json", "option"])
        #expect(try await run("config", "unset", "queue.size").status == 0)
        #expect(try await told("queue.size") == ["640x360", "user"])
        #expect(try await run("config", "unset", "--user", "queue.size").status == 0)
        #expect(try await told("queue.size") == ["", "built_in"])
    }

    @Test func `decide what queue asks for where the command line does not`() async throws {
        let environment = ["SORALIB_QUEUE_SECONDS": "8"]
        _ = try await run("config", "set", "--user", "queue.size", "1280x720")
        let open = try await run("queue", "a fox", "--json", environment: environment)
        #expect(open.status == 0, "\(open)")
        #expect(open.json?.elements.first?["seconds"]?.integer == 8)
        #expect(open.json?.elements.first?["size"]?.string == "1280x720")
        let said = try await run(
            "queue", "a fox", "--json", "--seconds", "4", "--aspect-ratio", "9:16",
            environment: environment)
        #expect(said.json?.elements.first?["seconds"]?.integer == 4, "\(said)")
        #expect(said.json?.elements.first?["size"]?.string == "720x1280", "\(said)")
    }

    @Test func `that name a provider which the library has not say where they are`() async throws {
        _ = try await run("config", "set", "--user", "provider", "elsewhere")
        let refused = try await run("queue", "a fox")
        expectError(refused, 66, "there is no provider elsewhere in this library")
        #expect(refused.errors.contains("your setting provider"), "\(refused)")
        #expect(try await run("queue", "a fox", "--provider", "rehearsal").status == 0)
        expectError(
            try await run("queue", "a fox", environment: ["SORALIB_PROVIDER": "nowhere"]), 66,
            "which SORALIB_PROVIDER names")
    }

    @Test func `find the library of who stands in none`() async throws {
        let outside = workshop.folder.path
        expectError(try await run("status", in: outside), 66, "there is no library in")
        #expect(
            try await run("config", "set", "--user", "library", "library", in: outside).status == 0)
        #expect(try await run("status", in: outside).status == 0)
        // Who stands in one means that one.
        let other = workshop.folder.file("other")
        #expect(try await run("init", other, in: outside).status == 0)
        let told = try await run("config", "get", "library", in: other)
        #expect(told.output == other + "\n")
        // What takes a catalogue away wants to be told which.
        expectError(try await run("library", "restore", in: outside), 66, "there is no library in")
    }

    @Test func `set how results are written`() async throws {
        _ = try await run("config", "set", "--user", "format", "csv")
        #expect(try await run("list", "tasks").output.hasPrefix("id,uid,"))
        #expect(
            try await run("list", "tasks", environment: ["SORALIB_FORMAT": "json"]).output == "[]\n"
        )
        let mistaken = try await run("lsit", environment: ["SORALIB_FORMAT": "json"])
        #expect(mistaken.errors.hasPrefix("{\"code\":\"usage\""), "\(mistaken)")
        expectError(
            try await run("list", environment: ["SORALIB_FORMAT": "jsno"]), 78,
            "SORALIB_FORMAT is one of table, json, jsonl, csv, tsv, and not jsno; did you mean json?"
        )
    }

    @Test(arguments: [
        ("format = json\nformt = csv\n", "line 2: there is no setting formt; did you mean format?"),
        ("format\n", "line 1: format is not written as name = value"),
        ("# mine\n\nformat = xml\n", "line 3: format is one of table"),
        ("format = json\nformat = csv\n", "line 2: format is set a second time"),
        ("color =\n", "line 1: color has no value"),
        ("sidecars = off\n", "line 1: sidecars is a setting of each library alone"),
        ("pager = le\u{1b}[2Jss\n", "line 1: pager has a control character"),
        ("library = clips\n", "line 1: library is a path from / or ~/ on"),
        ("timeout = soon\n", "line 1: timeout is a time such as"),
        ("queue.seconds = -3\n", "line 1: queue.seconds is a whole number"),
        (String(repeating: "#", count: 70_000), "cannot be read"),
    ])
    func `in a file that is not in order are one error with the line`(
        text: String, message: String
    ) async throws {
        try write(text)
        for words in [["status"], ["config", "set", "--user", "format", "json"]] {
            let outcome = try await workshop.run(words, environment: person)
            expectError(outcome, 78, message)
            #expect(outcome.errors.contains(file) && !outcome.errors.contains("\u{1b}"))
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text, "it was changed")
        #expect(try await run("--help").status == 0)
    }

    @Test func `are not read from what others may write, and from what is no file`() async throws {
        try write("format = json\n", mode: 0o666)
        expectError(try await run("status"), 78, "can be written by everybody")
        try write("\u{feff}format = json\r\n\t# a comment\r\n")
        #expect(try await run("list").output == "[]\n")
        try Data([0x66, 0xff, 0x3d]).write(to: URL(filePath: file))
        expectError(try await run("status"), 78, "is not UTF-8 text")
        try FileManager.default.removeItem(atPath: file)
        #expect(mkfifo(file, 0o600) == 0)
        expectError(try await run("status"), 78, "is no file")
    }

    @Test func `of a person are written for them alone, and keep their comments and links`()
        async throws
    {
        #expect(try await run("config", "set", "--user", "format", "json").status == 0)
        let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(rights as? Int == 0o600)
        let dotfiles = workshop.folder.file("dotfiles")
        try FileManager.default.removeItem(atPath: file)
        try Data("# mine\nformat = json\n# the end\n".utf8).write(to: URL(filePath: dotfiles))
        try FileManager.default.createSymbolicLink(
            atPath: file, withDestinationPath: dotfiles)
        #expect(try await run("config", "set", "--user", "format", "csv").status == 0)
        #expect(try await run("config", "set", "--user", "color", "never").status == 0)
        #expect(
            try String(contentsOfFile: dotfiles, encoding: .utf8)
                == "# mine\nformat = csv\n# the end\ncolor = never\n")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file) == dotfiles)
        let names = try FileManager.default.contentsOfDirectory(atPath: home + "/soralib")
        #expect(names == ["config"])
        let trial = try await run("config", "set", "--user", "format", "tsv", "--dry-run")
        #expect(trial.errors == "would set format to tsv\n")
        #expect(try String(contentsOfFile: dotfiles, encoding: .utf8).contains("csv"))
    }

    @Test(arguments: [
        (["config", "set", "format", "json"], 64, "soralib config set --user format json"),
        (["config", "set", "--user", "sidecars", "off"], 64, "soralib config set sidecars off"),
        (["config", "set", "--user", "formta", "json"], 66, "did you mean format?"),
        (["config", "set", "--user", "format", "jsn"], 65, "did you mean json?"),
        (["config", "set", "queue.size", "big"], 65, "soralib config set queue.size 1280x720"),
        (["config", "set", "provider", ""], 65, "soralib config unset provider"),
        (["config", "unset", "pager"], 64, "soralib config unset --user pager"),
        (["config", "get", "timeuot"], 66, "did you mean timeout?"),
    ])
    func `that cannot be are refused with a command that works`(
        words: [String], status: Int32, message: String
    ) async throws {
        expectError(try await workshop.run(words, environment: person), status, message)
    }

    @Test func `say so where another counts more`() async throws {
        _ = try await run("config", "set", "queue.seconds", "8")
        let set = try await run("config", "set", "--user", "queue.seconds", "4")
        #expect(set.errors == "note: here this library's own says 8, which counts more\n")
        let variable = try await run(
            "config", "set", "queue.seconds", "5", environment: ["SORALIB_QUEUE_SECONDS": "9"])
        #expect(variable.errors == "note: here SORALIB_QUEUE_SECONDS says 9, which counts more\n")
    }

    @Test func `are listed without a library too`() async throws {
        _ = try await run("config", "set", "--user", "timeout", "15m")
        let listed = try await run("config", "list", "--json", in: workshop.folder.path)
        #expect(listed.status == 0, "\(listed)")
        let names = listed.json?.elements.compactMap { $0["name"]?.string } ?? []
        #expect(names.contains("timeout") && !names.contains("sidecars"))
        let own = try await run("config", "list", "--user", "--json")
        #expect(own.json?.elements.map { $0["value"]?.string } == ["15m"])
        expectError(
            try await run("config", "list", "--library", "/nonexistent"), 66, "there is no library")
    }
}

/// The table of settings.
@Suite struct `The settings` {
    @Test func `have a variable by one rule, and those of a library alone have none`() {
        for setting in KnownSetting.allCases {
            let name = setting.rawValue.uppercased().replacing(".", with: "_")
            #expect(setting.variable == (setting.isPersonal ? "SORALIB_" + name : nil))
            #expect(!setting.meaning.isEmpty && !setting.meaning.hasSuffix("."))
        }
    }

    @Test func `are told in help by their variables, and only they have some`() throws {
        let tree = CommandTree(SoralibProgram.self)
        let known = Set(KnownSetting.allCases.compactMap(\.variable))
        let named = Set(tree.all.flatMap(\.definitions).compactMap(\.help.variable))
        #expect(named == ["SORALIB_LIBRARY", "SORALIB_FORMAT", "SORALIB_TIMEOUT"])
        let told = tree.root.configuration.environment.map(\.name)
        #expect(known.subtracting(told) == [])
        let queue = try #require(tree.node(at: ["queue"]))
        #expect(
            queue.configuration.environment.map(\.name) == [
                "SORALIB_PROVIDER", "SORALIB_QUEUE_MODEL", "SORALIB_QUEUE_SECONDS",
                "SORALIB_QUEUE_SIZE",
            ])
    }

    @Test func `are all told in the document`() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/configuration.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        for setting in KnownSetting.allCases {
            let variable = setting.variable.map { "`\($0)`" } ?? "–"
            #expect(
                text.contains("| `\(setting.rawValue)` | \(variable) |"), "\(setting.rawValue)")
        }
    }
}
