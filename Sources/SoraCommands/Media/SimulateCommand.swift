import SoraArguments
import SoraLibrary
import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The command `soralib simulate --port N`.
struct SimulateCommand: SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract:
            "Serves a rehearsal of the video services on this machine, with real clips and no charge.",
        discussion: """
            Prints one line with its address and serves every profile below /PROFILE/, for example
            /openai/v1/videos, until it is interrupted. Any key is accepted. Needs no library.
            """,
        examples: [
            CommandExample("soralib simulate --port 8080"),
            CommandExample("soralib simulate --port 0 --ledger charges.jsonl --latency 30s"),
            CommandExample(
                "soralib simulate --port 0 --faults faults.json --fault-log played.jsonl"),
            CommandExample(
                "soralib provider add rehearsal --profile openai-compatible --base-url http://127.0.0.1:8080/openai-compatible --no-key",
                "use it"),
        ],
        exitStatus: [
            CommandExitStatus(0, "ended by a signal"), CommandExitStatus(64, "bad options"),
            CommandExitStatus(65, "the script of faults has problems"),
            CommandExitStatus(66, "there is no such script"),
            CommandExitStatus(73, "the port cannot be had"),
            CommandExitStatus(78, "soralib-simulator is missing"),
        ])

    @Option(help: ArgumentHelp("The port; 0 for any free one.", valueName: "N"))
    var port: Int

    @Option(
        help: ArgumentHelp("Append a line of JSON for each charge.", valueName: "FILE"),
        completion: .file)
    var ledger: String?

    @Option(help: ArgumentHelp("How long a clip takes to be made.", valueName: "D"))
    var latency: String?

    @Option(help: ArgumentHelp("How long a result can be fetched.", valueName: "D"))
    var lifetime: String?

    @Option(
        help: ArgumentHelp(
            "Deliver badly: late=5s, short=1.5s or small.", valueName: "HOW"))
    var deliver: String?

    @Option(
        help: ArgumentHelp("Keep the tasks in this folder, over restarts.", valueName: "DIR"),
        completion: .directory)
    var state: String?

    @Option(
        help: ArgumentHelp("Play the faults of this script.", valueName: "FILE"),
        completion: .file)
    var faults: String?

    @Option(
        help: ArgumentHelp(
            "Append a line of JSON for each fault that is played.", valueName: "FILE"),
        completion: .file)
    var faultLog: String?

    @Flag(help: "Serve HTTPS, with the certificate of a test authority.")
    var tls = false

    @Option(
        help: ArgumentHelp("Write the authority's certificate there.", valueName: "FILE"),
        completion: .file)
    var tlsCa: String?

    @Option(
        help: ArgumentHelp(
            "Encrypt badly: wrong_name, expired, self_signed, untrusted, tls1.1 or cut_handshake.",
            valueName: "NAME"))
    var tlsFault: String?

    func validate() throws {
        if !(0...65_535).contains(port) {
            throw ValidationError("--port \(port) is not 0 to 65535")
        }
    }

    func run(in context: CommandContext) async throws {
        let path = try context.library.helpers.path(of: "soralib-simulator")
        var words = ["--port", String(port)]
        for (name, value) in [
            ("--ledger", ledger), ("--latency", latency), ("--lifetime", lifetime),
            ("--deliver", deliver), ("--state", state), ("--faults", faults),
            ("--fault-log", faultLog), ("--tls-ca", tlsCa), ("--tls-fault", tlsFault),
        ] {
            if let value { words += [name, value] }
        }
        if tls { words.append("--tls") }
        // The simulator takes this process over, so that signals reach it and nothing is left behind.
        var arguments = unsafe ([path] + words).map { unsafe strdup($0) } + [nil]
        unsafe execv(path, &arguments)
        throw SoraError(.failed, "cannot start \(path)")
    }
}
