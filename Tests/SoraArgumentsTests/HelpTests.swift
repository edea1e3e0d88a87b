import SoraArguments
import Testing

@Suite struct `Help` {
    @Test func `the help of a program names its commands, so that it fits a screen`() throws {
        let help = try text("--help")
        #expect(
            help == """
                Keeps clips.

                USAGE
                  program [OPTIONS] COMMAND

                COMMANDS
                  Daily commands  queue, list, lineage
                  Settings        provider

                OPTIONS OF EVERY COMMAND
                  --library DIR, --format FORMAT, --json, --quiet, --help, --version

                'program help COMMAND' tells more about a command, 'program help --all'
                about all of this.

                """)
    }

    @Test func `the whole help of a program lists its commands in groups`() throws {
        let help = try text("help", "--all")
        #expect(try text("--help", "--all") == help)
        #expect(
            help == """
                Keeps clips.

                USAGE
                  program [OPTIONS] COMMAND

                DAILY COMMANDS
                  queue    Queue a video.
                  list     List videos.
                  lineage  Show ancestors.

                SETTINGS
                  provider  Accounts at services.

                OPTIONS
                  -h, --help     Show this help.
                      --version  Show the version.

                GLOBAL OPTIONS
                      --library DIR    The folder to work in.
                  -f, --format FORMAT  How to print. One of: table, json, csv. Default:
                                       table.
                      --json           Same as --format json.
                  -q, --quiet          Say less.

                'program help COMMAND' tells more about a command.

                """)
    }

    @Test func `help tells arguments, options, examples and exit codes`() throws {
        let help = try text("help", "queue")
        #expect(
            help == """
                Queue a video.

                USAGE
                  program queue [OPTIONS] --provider PROVIDER TEXT

                TEXT is one argument.

                It is kept for good.

                ARGUMENTS
                  TEXT  What to show.

                OPTIONS
                      --provider PROVIDER          The provider. Required.
                      --seconds SECONDS            Seconds. Default: 4.
                      --max-cost MAX-COST          Most to pay.
                      --tag TAG                    A tag. May be repeated.
                  -o, --output OUTPUT              A file.
                      --watermark, --no-watermark  A watermark.
                      --is-private                 Keep it private.
                  -v                               More words.
                  -h, --help                       Show this help.

                GLOBAL OPTIONS
                  --library DIR, --format FORMAT, --json, --quiet: 'program help --all'
                  tells about these.

                EXAMPLES
                  program queue "a cat"
                      Asks for a cat.

                EXIT STATUS
                  0   queued
                  65  refused, with every reason named at once

                """)
    }

    @Test(arguments: [
        ["list", "--help"], ["list", "-h"], ["--help", "list"], ["help", "list"], ["help", "ls"],
        ["list", "--unknown", "--help"], ["list", "-qh"],
    ])
    func `help is the same however it is asked for`(words: [String]) throws {
        let exit = #expect(throws: CleanExit.self) { try parser.parse(words) }
        #expect(exit?.text.hasPrefix("List videos. Also called: ls.") == true)
    }

    @Test func `help of a command inside a group`() throws {
        #expect(try text("provider", "help", "add") == text("help", "provider", "add"))
        #expect(
            try text("provider", "add", "-h").contains(
                "program provider add [OPTIONS] NAME MODELS..."))
    }

    @Test func `help of an unknown command is an error`() {
        #expect(problems(["help", "lst"]) == ["unknown command 'lst'; did you mean 'list'?"])
    }

    @Test func `after two dashes help is a word`() throws {
        #expect(try command(List.self, ["list", "--", "--help"])?.query == ["--help"])
    }

    @Test func `the version belongs to the program alone`() throws {
        #expect(try text("--version") == "program 1.2\n")
        #expect(problems(["list", "--version"]) == ["unknown option --version"])
    }

    @Test(arguments: [40, 60, 76, 120])
    func `no line is wider than asked for`(width: Int) throws {
        for node in CommandTree(Program.self).all {
            let lines = HelpText(node, width: width).text.split(separator: "\n")
            let wide = lines.filter { $0.count > width && !$0.hasPrefix("  program") }
            #expect(wide.isEmpty)
        }
    }
}
