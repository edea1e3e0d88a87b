import SoraArguments
import SoraLibrary
import SoraModel
import SoraSystem
import SoraTerminal

/// The command `soralib probe FILE…`.
struct ProbeCommand: SoralibCommand {
    static let fields = FieldChoice(names: ProbeWriter.fields, owner: "probe")
    static let result = CommandResult(.list("probe"))
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract:
            "Measures media files: length, size, frame rate, codecs, and whether they are whole.",
        discussion: """
            Needs no library. The files are only read, in a process of its own. With --deep every frame is decoded \
            too: errors, and where the clip is black, does not move or is silent.
            """,
        examples: [
            CommandExample("soralib probe clip.mp4"),
            CommandExample("soralib probe --json *.mp4"),
            CommandExample("soralib probe --deep clip.mp4", "to the last frame"),
        ],
        exitStatus: [
            CommandExitStatus(0, "every file is media that can be read"),
            CommandExitStatus(65, "a file is not; the output is complete all the same"),
            CommandExitStatus(
                78, "soralib-media is missing, or cannot work here; see soralib doctor"),
        ])

    @Argument(help: ArgumentHelp("Files.", valueName: "FILE"), completion: .file)
    var files: [String]

    @Flag(help: "Decode every frame too.")
    var deep = false

    func run(in context: CommandContext) async throws {
        // Found before the first byte of output, which would else be half a result.
        _ = try context.library.helpers.path(of: "soralib-media")
        let writer = ProbeWriter(context)
        var isGood = true
        if deep {
            let progress = BytesProgress("probe", context)
            defer { progress.end() }
            try await MediaProbes.decode(
                files, context: context.library, progress: { progress.update($0, of: nil) }
            ) { probe, report in
                progress.end()
                if !probe.ok { isGood = false }
                try writer.write(probe, report)
            }
        } else {
            try await MediaProbes.run(files, context: context.library) { probe in
                if !probe.ok { isGood = false }
                try writer.write(probe)
            }
        }
        try writer.end()
        if !isGood { throw StatusOnly(status: .badData) }
    }
}
