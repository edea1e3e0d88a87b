import SoraCatalog
import SoraExport
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
    private let screen: DemoScreen

    /// Where the collection is exported to.
    private var exported: String { folder + "-reel" }

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
        screen = DemoScreen(context)
    }

    func run() async throws {
        // Found before anything is made or said, so that a missing program leaves nothing behind.
        let simulatorPath = try context.library.helpers.path(of: "soralib-simulator")
        _ = try context.library.helpers.path(of: "soralib-media")
        let files = context.library.system.files
        guard try files.status(of: context.library.absolute(exported)) == nil else {
            throw SoraError(
                .exists, "\(exported) exists, and the demo exports to it",
                hint: "remove it, or name another folder: soralib demo DIR")
        }
        let library = try Library.create(at: folder, context: context.library)
        try screen.title("soralib demo: four clips and a remix from a simulated service")
        try screen.step("A library is one folder", "soralib init \(folder)")

        let simulator = try Simulator.reserve(simulatorPath, context: context.library)
        let url = simulator.url + "/openai-compatible"
        _ = try library.addProvider(
            "rehearsal", profile: "openai-compatible",
            settings: ProviderSettings(baseURL: url, key: KeySource.none))
        try screen.step(
            "A provider is a service under a name of yours",
            "soralib provider add rehearsal --profile openai-compatible --base-url \(url) --no-key")

        try screen.step(
            "A reference image guides a clip; it is stored once, and measured",
            "soralib image add fox.png --title \"the fox\"")
        let image = try await DemoPicture(context.library).add(to: library)
        try ObjectWriter(context, library).write([image])
        try screen.step(
            "A collection is a list with an order, which clips can go into when they come",
            "soralib collection create reel")
        try library.createCollection("reel", query: nil)

        try screen.step(
            "Four tasks are queued; the service is down, and that is fine",
            "soralib queue \"…\" --seconds 4 --size 1280x720 --image \(image) --collection reel")
        let queued = try library.queue(requests(image))
        try screen.show(QueueText(queued).text)
        try screen.step("A sync without a connection loses nothing", "soralib sync")
        let offline = try await sync(library, untilIdle: false)
        try screen.show(
            SyncText(offline, afterWaiting: false).text
                + (OfflineText(offline).line.map { $0 + "\n" } ?? ""))

        try screen.step("The service comes up", "soralib simulate --port \(simulator.port)")
        let running = try simulator.start()
        do {
            try screen.step(
                "Now everything goes through: submit, wait, download, measure, compare",
                "soralib sync --until-idle")
            try screen.show(
                SyncText(try await sync(library, untilIdle: true), afterWaiting: true).text)
            try await remix(library)
        } catch {
            running.stop()
            throw error
        }
        running.stop()
        try await conclude(library, simulator)
    }

    private func requests(_ image: Handle) -> [QueueRequest] {
        Self.prompts.enumerated().map { index, text in
            var request = QueueRequest(text: text)
            request.seconds = 4
            request.size = PixelSize(width: 1280, height: 720)
            request.images = index == 0 ? [image.description] : []
            request.collections = ["reel"]
            return request
        }
    }

    /// Makes another version of the first clip, and shows the family.
    private func remix(_ library: Library) async throws {
        let first = try library.remixParent(ofTask: 1)
        try screen.step(
            "A remix starts from a clip, and the link is kept",
            "soralib remix \(first) \"the same fox, at night\" --collection reel && soralib sync --until-idle"
        )
        var request = QueueRequest(text: "the same fox, at night")
        request.parent = first
        request.collections = ["reel"]
        try screen.show(QueueText(try library.queue([request])).text)
        try screen.show(SyncText(try await sync(library, untilIdle: true), afterWaiting: true).text)
        try screen.step("Where a clip came from, and what came of it", "soralib lineage \(first)")
        let tree = LineageTree(
            try library.catalog.lineage(of: first), foldsLong: false,
            LineageLine(
                style: context.dataStyle, width: context.tableWidth,
                now: context.library.system.time.now()))
        try tree.eachLine { try screen.show($0 + "\n") }
    }

    /// Exports the collection and shows the folder.
    private func export(_ library: Library) throws {
        try screen.step(
            "A collection becomes a folder of plain files, with their checksums",
            "soralib export reel \(exported) && ls \(exported)")
        let summary = try library.export(
            .collection("reel"), to: exported, options: ExportOptions())
        try screen.show(
            "\(summary.written) written, \(HumanFormat.bytes(summary.bytes)) in "
                + "\(Escaping.oneLine(summary.directory))\n")
        let names = try context.library.system.files.names(in: summary.directory)
        try screen.show(names.sorted().map { "  \(Escaping.oneLine($0))\n" }.joined())
    }

    private func conclude(_ library: Library, _ simulator: Simulator) async throws {
        try screen.step(
            "Every file was measured; the one that is too short is caught", "soralib list")
        try ObjectWriter(context, library).write(ObjectSelection(.video, order: .oldestFirst))
        try export(library)
        try screen.step("The page to open in the morning", "soralib status")
        let status = StatusText(
            try library.status(), at: context.library.system.time.now(), style: context.dataStyle)
        try screen.show(status.text(library.path))
        let mismatches = try library.status().catalog.verdicts[.mismatch] ?? 0
        guard mismatches == 1 else {
            throw SoraError(
                .failed, "the demo should end with one mismatch and has \(mismatches)",
                hint: "look at it: soralib --library \(library.path) list tasks")
        }
        try screen.title(
            "Done. The library is \(library.path): clips in objects/, the catalogue in soralib.sqlite"
        )
        try screen.show(
            """
            The service charged \(try simulator.charges()) times for 5 tasks: \(simulator.ledger)
            Try next:
              soralib --library \(folder) show t4 v1
              soralib --library \(folder) list --json
              soralib --library \(folder) verify

            """)
    }

    private func sync(_ library: Library, untilIdle: Bool) async throws -> SyncSummary {
        var options = SyncOptions()
        options.untilIdle = untilIdle
        return try await SyncRun(context).run(library, options, news: NewsDesk())
    }
}
