import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

extension CommandContext {
    /// The text that a word stands for: itself, or standard input for `-`.
    func promptText(_ word: String) throws -> String {
        guard word == "-" else { return word }
        let bytes = try readInput(1 << 20)
        guard var read = String(validating: bytes, as: UTF8.self) else {
            throw SoraError(.invalid, "standard input is not UTF-8 text")
        }
        // The newline that every editor and `echo` puts at the end is not meant.
        while read.hasSuffix("\n") { read.removeLast() }
        return read
    }

    /// Tells what was queued, or would be.
    func report(_ queued: Library.Queued, of library: Library) throws {
        for warning in queued.warnings { say("note: \(warning)") }
        if options.dryRun {
            say("would queue \(QueueText(queued).summary)")
        } else if options.effectiveFormat == .table, options.fields == nil {
            if !options.quiet { try output.data.write(QueueText(queued).text) }
        } else {
            try ObjectWriter(self, library).write(
                ObjectSelection(
                    .task, numbers: queued.handles.map(\.number), order: .oldestFirst))
        }
    }
}
