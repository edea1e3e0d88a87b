import SoraArguments
import SoraLibrary
package import SoraModel
import SoraSystem
import SoraTerminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program: reads the command line, runs the command, tells its error, gives its status.
package enum Soralib {
    /// Runs the program as it was called.
    package static func main() async -> ExitStatus {
        // What is in a library is the user's own, whatever the shell's umask is; exports keep to that.
        let mask = umask(0o077)
        DescriptorSink.ignoreBrokenPipes()
        let environment = ProcessSurroundings.environment
        let context = CommandContext(
            library: LibraryContext(
                system: SystemContext(
                    failpoints: Failpoints(
                        environment["SORALIB_FAILPOINT"], canary: environment["SORALIB_CANARY"])),
                environment: environment,
                currentFolder: ProcessSurroundings.currentFolder, creationMask: UInt32(mask)),
            output: .standard(), readInput: StandardInput.read, askPerson: StandardInput.ask)
        return await run(Array(CommandLine.arguments.dropFirst()), in: context)
    }

    /// Runs one command line in a context.
    package static func run(_ words: [String], in context: CommandContext) async -> ExitStatus {
        var context = context
        if words.first == CompletionShell.question {
            // Whatever is asked, a command line that is being typed is left in peace.
            if let answer = Completion.answer(Array(words.dropFirst()), in: context) {
                try? context.output.data.write(answer)
                try? context.output.flush()
            }
            return .success
        }
        if words.first == ManualPages.question,
            let text = ManualPages.answer(Array(words.dropFirst()))
        {
            try? context.output.data.write(text)
            try? context.output.flush()
            return .success
        }
        context.library.command = CommandWords.text(words)
        var writesJSON = asksForJSON(words, environment: context.library.environment)
        var path: [String] = []
        do {
            return try await perform(words, &context, &writesJSON, &path)
        } catch OutputError.closed {
            // Whoever read the output has enough of it.
            return .success
        } catch {
            try? context.output.flush()
            let report = ErrorReport(error, of: words, path: path)
            let text =
                writesJSON
                ? report.json + "\n"
                : (error as? UsageError)?.help.map { Escaping.lines($0) }
                    ?? report.card(context.messageStyle)
            try? context.output.messages.write(text)
            try? context.output.messages.flush()
            return report.error.code.exitStatus
        }
    }

    /// Runs one command line to where all it wrote is out.
    private static func perform(
        _ words: [String], _ context: inout CommandContext, _ writesJSON: inout Bool,
        _ path: inout [String]
    ) async throws -> ExitStatus {
        let width = TerminalSize.columns(of: 1, environment: context.library.environment)
        var status = ExitStatus.success
        var pager: Pager?
        do {
            let command = try CommandParser<CommandContext>(
                root: SoralibProgram.self, width: min(width, 100)
            ).parse(words)
            path = command.path
            if let program = command.ancestor(SoralibProgram.self) {
                try context.take(program.options)
                writesJSON = context.options.writesJSON || asksForJSON(words)
            }
            // Before anything is done: who is told of a mistake believes that nothing was.
            if let chosen = context.options.chosenFields,
                let type = type(of: command.command) as? any SoralibCommand.Type
            {
                try type.fields.check(chosen, of: command.path.joined(separator: " "))
            }
            pager = try Paging.pager(for: command, in: context)
            let running = context.writing(through: pager)
            defer { running.changed.settle { running.say($0) } }
            do {
                try await command.run(in: running)
            } catch {
                // What was found is seen before it is told what was wrong.
                try? running.output.flush()
                try? pager?.finish()
                throw error
            }
            try running.output.flush()
        } catch let exit as CleanExit {
            try context.output.data.write(exit.text)
        } catch let ending as StatusOnly {
            status = ending.status
        }
        do {
            try pager?.finish()
            try context.output.flush()
        } catch OutputError.closed {
            // The status stands, whoever reads.
        }
        return status
    }

    /// Whether a command line that may not be understood seems to ask for JSON.
    private static func asksForJSON(
        _ words: [String], environment: [String: String] = [:]
    ) -> Bool {
        // Behind `--`, words are no options.
        let words = words.prefix { $0 != "--" }
        let formats = ["json", "jsonl"]
        if let variable = KnownSetting.format.variable, let format = environment[variable],
            formats.contains(format), !words.contains(where: { $0.hasPrefix("--format") })
        {
            return true
        }
        return words.contains { $0 == "--json" || formats.map { "--format=\($0)" }.contains($0) }
            || zip(words, words.dropFirst()).contains { $0 == "--format" && formats.contains($1) }
    }
}

/// Ends a command that said all it has to say with another status than 0.
struct StatusOnly: Error {
    let status: ExitStatus
}
