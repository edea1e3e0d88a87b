import Foundation
import SoraTestSupport
import Testing

/// The scripts of `soralib completion` in the shells themselves.
@Suite struct `Completion in a shell` {
    /// A library with names that a shell could stumble over, and `soralib` in a folder of `PATH`.
    private static func workshop() async throws -> (Workshop, path: String) {
        let workshop = try await Workshop.withVideos("Fox", "Hen")
        for name in [
            "reel/red fox", "hostile/$(touch pwned)`touch pwned`;touch pwned", "quote/it's \"so\"!",
        ] {
            try #require(try await workshop.run("collection", "create", name).status == 0)
        }
        let bin = workshop.folder.file("bin")
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: bin + "/soralib", withDestinationPath: Programs.soralib)
        return (workshop, "\(bin):/usr/bin:/bin")
    }

    private func run(
        _ shell: String, _ words: [String], _ workshop: Workshop, path: String
    ) async throws -> Child.Outcome {
        let program = try #require(InstalledProgram.find(shell))
        let environment = Workshop.environment.merging(
            ["PATH": path, "HOME": workshop.folder.path, "TERM": "xterm"]) { $1 }
        return try await Child(program, words, environment: environment, current: workshop.library)
            .end()
    }

    // MARK: bash

    /// What bash would put in place of the last word of a line, one candidate a line.
    private func bash(_ line: String, then: String = "") async throws -> (Workshop, String) {
        let (workshop, path) = try await Self.workshop()
        let script = """
            set -u
            COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
            source <(soralib completion bash)
            COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=() COMP_CWORD=0
            _soralib_complete soralib
            (( ${#COMPREPLY[@]} )) && printf '%s\\n' "${COMPREPLY[@]}"
            \(then)
            """
        let outcome = try await run(
            "bash", ["--norc", "-c", script, "bash", line], workshop, path: path)
        #expect(outcome.errors == "")
        return (workshop, outcome.output)
    }

    @Test(arguments: [
        ("soralib sho", "show\n"), ("soralib show v", "v2\nv1\n"),
        ("soralib export reel/", "reel/red\\ fox\n"), ("soralib export \"reel/", "reel/red fox\n"),
        ("soralib queue x --provider=re", "rehearsal\n"),
        ("soralib list verdict:ver", "verified\n"),
        ("soralib completion ", "bash\nzsh\nfish\n"), ("soralib import ", ""),
        ("soralib list 'is:corrupt verdict:veri", "is:corrupt verdict:verified\n"),
        ("/usr/bin/env", ""), ("soralib collection ren", "rename\n"),
    ])
    func `bash is told what fits`(line: String, expected: String) async throws {
        #expect(try await bash(line).1 == expected)
    }

    @Test(arguments: [
        ("soralib export hostile/", "", "hostile/$(touch pwned)`touch pwned`;touch pwned"),
        ("soralib export \"hostile/", "\"", "hostile/$(touch pwned)`touch pwned`;touch pwned"),
        ("soralib export 'hostile/", "'", "hostile/$(touch pwned)`touch pwned`;touch pwned"),
        ("soralib export quote/", "", "quote/it's \"so\"!"),
        ("soralib export \"quote/", "\"", "quote/it's \"so\"!"),
        ("soralib export 'quote/", "'", "quote/it's \"so\"!"),
    ])
    func `bash takes each name as one word, and runs nothing of it`(
        line: String, quote: String, name: String
    ) async throws {
        // As when the line is entered: the quote that is open, the candidate, and the quote again.
        let quoted = quote == "'" ? "\"'\"" : "'\(quote)'"
        let then = """
            eval "words=("\(quoted)"${COMPREPLY[0]}"\(quoted)")"
            printf '%s|' "${#words[@]}" "${words[0]}"
            """
        let (workshop, output) = try await bash(line, then: then)
        #expect(output.hasSuffix("\n1|\(name)|"))
        #expect(!FileManager.default.fileExists(atPath: workshop.library + "/pwned"))
    }

    // MARK: fish

    @Test(
        .enabled(if: InstalledProgram.find("fish") != nil, "fish is not installed"),
        arguments: [
            (
                "soralib sho",
                "show\tShows everything that is known of videos, prompts, images o…\n"
            ),
            ("soralib show v", "v1\tFox\nv2\tHen\n"), ("soralib export reel/", "reel/red fox\n"),
            ("soralib export hostile/", "hostile/$(touch pwned)`touch pwned`;touch pwned\n"),
            ("soralib export \"quote/", "quote/it's \"so\"!\n"),
            ("soralib queue x --provider=re", "--provider=rehearsal\topenai-compatible\n"),
        ])
    func `fish is told what fits`(line: String, expected: String) async throws {
        let (workshop, path) = try await Self.workshop()
        let script = "soralib completion fish | source; complete -C $argv[1]"
        let outcome = try await run(
            "fish", ["--no-config", "-c", script, line], workshop, path: path)
        #expect(outcome.errors == "")
        let sorted = outcome.output.split(separator: "\n").sorted().map { $0 + "\n" }.joined()
        #expect(sorted == expected)
        #expect(!FileManager.default.fileExists(atPath: workshop.library + "/pwned"))
    }

    // MARK: zsh

    /// The line after a Tab in a zsh at a terminal.
    private func zsh(_ line: String) async throws -> (Workshop, line: String, words: String) {
        let (workshop, path) = try await Self.workshop()
        // The inner shell completes at a terminal of its own, and writes its line and what it would run.
        let inner = """
            autoload -Uz compinit && compinit -u -D
            setopt no_list_beep no_auto_menu
            source <(soralib completion zsh)
            probe() {
                zle complete-word
                print -r -- "$BUFFER" > line
                print -rn -- "${(F)${(@Q)${(@z)BUFFER}}}" > words
                touch done
            }
            zle -N probe
            bindkey '^T' probe
            touch ready
            """
        try inner.write(
            toFile: workshop.folder.file(".zshrc"), atomically: true, encoding: .utf8)
        let driver = """
            zmodload zsh/zpty
            zpty inner zsh -i
            until [[ -e ready ]]; do zpty -rt inner > /dev/null; sleep 0.02; done
            zpty -wn inner "$1"$'\\x14'
            until [[ -e done ]]; do zpty -rt inner > /dev/null; sleep 0.02; done
            zpty -d inner
            """
        let outcome = try await run("zsh", ["-f", "-c", driver, "zsh", line], workshop, path: path)
        #expect(outcome.status == 0, "\(outcome)")
        func text(_ name: String) throws -> String {
            try String(contentsOfFile: "\(workshop.library)/\(name)", encoding: .utf8)
        }
        return (workshop, try text("line"), try text("words"))
    }

    @Test(
        .enabled(if: InstalledProgram.find("zsh") != nil, "zsh is not installed"),
        arguments: [
            ("soralib sho", "soralib show \n"),
            ("soralib export reel/", "soralib export reel/red\\ fox \n"),
            ("soralib list verdict:veri", "soralib list verdict:verified \n"),
            ("soralib list verdi", "soralib list verdict:\n"),
            ("soralib queue x --provider=re", "soralib queue x --provider=rehearsal \n"),
        ])
    func `zsh goes on with what fits`(line: String, expected: String) async throws {
        #expect(try await zsh(line).line == expected)
    }

    @Test(
        .enabled(if: InstalledProgram.find("zsh") != nil, "zsh is not installed"),
        arguments: [
            ("soralib export hostile/", "hostile/$(touch pwned)`touch pwned`;touch pwned"),
            ("soralib export \"hostile/", "hostile/$(touch pwned)`touch pwned`;touch pwned"),
            ("soralib export quote/", "quote/it's \"so\"!"),
            ("soralib export 'quote/", "quote/it's \"so\"!"),
        ])
    func `zsh takes each name as one word, and runs nothing of it`(
        line: String, name: String
    ) async throws {
        let (workshop, _, words) = try await zsh(line)
        #expect(words.split(separator: "\n").map(String.init) == ["soralib", "export", name])
        #expect(!FileManager.default.fileExists(atPath: workshop.library + "/pwned"))
    }
}
