import SoraCatalog
import SoraLibrary
import SoraModel
import SoraProviders
import SoraSync
import SoraSystem
import SoraTerminal

/// The demonstration: each step shows the command that does the same by hand, and what came of it.
struct Demo {
    private let folder: String
    private let context: CommandContext

    /// What is asked for; the mark in brackets makes the simulator deliver something else.
    private static let prompts = [
        "a red fox trotting through fresh snow, golden hour",
        "rain on a neon street at night, slow dolly",
        "paper boats drifting down a gutter, macro",
        "a lighthouse in a storm, aerial [[short 1.5s]]",
    ]

    init(_ folder: String, _ context: CommandContext) {
        self.folder = folder
        self.context = context
    }

    func run() async throws {
        // Found before anything is made or said, so that a missing program leaves nothing behind.
        let simulatorPath = try context.library.helpers.path(of: "soralib-simulator")
        _ = try context.library.helpers.path(of: "soralib-media")
        let library = try Library.create(at: folder, context: context.library)
        try title("soralib demo: four clips from a simulated service")
        try step("A library is one folder", "soralib init \(folder)")

        let simulator = try Simulator.reserve(simulatorPath, context: context.library)
        let url = simulator.url + "/openai-compatible"
        _ = try library.addProvider(
            "rehearsal", profile: "openai-compatible",
            settings: ProviderSettings(baseURL: url, key: KeySource.none))
        try step(
            "A provider is a service under a name of yours",
            "soralib provider add rehearsal --profile openai-compatible --base-url \(url) --no-key")

        let requests = Self.prompts.map { text in
            var request = QueueRequest(text: text)
            request.seconds = 4
            request.size = PixelSize(width: 1280, height: 720)
            return request
        }
        try step(
            "Four tasks are queued; the service is down, and that is fine",
            "soralib queue \"…\" --seconds 4 --size 1280x720")
        let queued = try library.queue(requests)
        try show(QueueText(queued).text)
        try step("A sync without a connection loses nothing", "soralib sync")
        try show(SyncText(try await sync(library, untilIdle: false), afterWaiting: false).text)

        try step("The service comes up", "soralib simulate --port \(simulator.port)")
        let running = try simulator.start()
        do {
            try step(
                "Now everything goes through: submit, wait, download, measure, compare",
                "soralib sync --until-idle")
            try show(SyncText(try await sync(library, untilIdle: true), afterWaiting: true).text)
        } catch {
            running.stop()
            throw error
        }
        running.stop()
        try await conclude(library, simulator)
    }

    private func conclude(_ library: Library, _ simulator: Simulator) async throws {
        try step("Every file was measured; the one that is too short is caught", "soralib list")
        try ObjectWriter(context, library).write(ObjectSelection(.video, order: .oldestFirst))
        try step("The page to open in the morning", "soralib status")
        let status = StatusText(
            try library.status(), at: context.library.system.time.now(), style: context.dataStyle)
        try show(status.text(library.path))
        let mismatches = try library.status().catalog.verdicts[.mismatch] ?? 0
        guard mismatches == 1 else {
            throw SoraError(
                .failed, "the demo should end with one mismatch and has \(mismatches)",
                hint: "look at it: soralib --library \(library.path) list tasks")
        }
        try title(
            "Done. The library is \(library.path): clips in objects/, the catalogue in soralib.sqlite"
        )
        try show(
            """
            The service charged \(try simulator.charges()) times for 4 tasks: \(simulator.ledger)
            Try next:
              soralib --library \(folder) show t4
              soralib --library \(folder) list --json
              soralib --library \(folder) verify

            """)
    }

    private func sync(_ library: Library, untilIdle: Bool) async throws -> SyncSummary {
        var options = SyncOptions()
        options.untilIdle = untilIdle
        return try await SyncRun(context).run(library, options)
    }

    private func title(_ text: String) throws {
        try context.output.data.line("\n" + context.dataStyle.bold(Escaping.oneLine(text)))
    }

    private func step(_ what: String, _ command: String) throws {
        let style = context.dataStyle
        try context.output.data.line(
            "\n\(style.bold("# \(what)"))\n\(style.cyan("$ " + Escaping.oneLine(command)))")
        try context.output.flush()
    }

    private func show(_ text: String) throws {
        try context.output.data.write(text)
        try context.output.flush()
    }
}
