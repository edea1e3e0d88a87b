import SoraArguments
import SoraCatalog
import SoraExport
import SoraLibrary
import SoraModel
import SoraTerminal

/// What `export` does with the folders that the library remembers.
extension ExportCommand {
    func validateFolders() throws {
        let modes = [(list, "--list"), (again, "--again"), (forget, "--forget")].filter(\.0)
        if modes.count > 1 {
            throw ValidationError("\(modes[0].1) and \(modes[1].1) exclude each other")
        }
        let choosing: [(Bool, String)] = [
            (query != nil, "--query"), (link != .reflink, "--link"),
            (!sidecar.isEmpty, "--sidecar"),
            (csv, "--csv"), (bag, "--bag"), (includeBad, "--include-bad"),
            (template != nil, "--template"), (!timeline.isEmpty, "--timeline"),
            (gallery, "--gallery"), (portable, "--portable"), (report, "--report"),
            (prune && !again, "--prune"),
        ]
        if let other = choosing.first(where: \.0) {
            throw ValidationError(
                "\(other.1) is nothing to \(modes[0].1): each folder is as it was exported")
        }
        if list, !places.isEmpty { throw ValidationError("--list takes no folder") }
        if forget, places.isEmpty { throw ValidationError("name the folders to forget") }
    }

    func listFolders(in context: CommandContext) throws {
        let exports = try context.openForReading().rememberedExports()
        if exports.isEmpty, context.options.effectiveFormat == .table {
            context.say("nothing was exported yet: `soralib export COLLECTION DIR`")
            return
        }
        try ResultWriter(context).write(
            exports, isSingle: false,
            columns: ["path", "state", "collection", "query", "files", "bytes", "last_at"],
            flexible: ["path", "query"], numbers: ["files", "bytes"])
    }

    func forgetFolders(in context: CommandContext) throws {
        let library = try context.openAsNeeded()
        let exports = try library.rememberedExports(in: places)
        if !context.options.dryRun { try library.forget(exports) }
        try ResultWriter(context).write(
            exports, isSingle: false, columns: ["path", "state", "collection", "query"],
            flexible: ["path", "query"])
    }

    /// Brings folders up to date, one after the other; one that cannot be does not keep the others from it.
    func updateFolders(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let exports = try library.rememberedExports(in: places)
        context.interruption.begin()
        var done: [ExportSummary] = []
        var isWhole = true
        func leave(_ export: RememberedExport, _ why: String) {
            isWhole = false
            context.say(
                "\(Escaping.oneLine(export.record.path))  left out: \(Escaping.oneLine(why))")
        }
        for export in exports {
            switch export.state {
            case .gone:
                leave(export, "there is no export any more; `soralib export --forget` forgets it")
                continue
            case .another:
                leave(export, "another export is in its place")
                continue
            case .there: break
            }
            guard let selection = export.selection else {
                leave(export, "the collection \(export.record.name) is gone")
                continue
            }
            guard let choice = export.choice else {
                leave(export, "another version of soralib wrote down how it was exported")
                continue
            }
            do {
                let summary = try await self.export(
                    selection, to: export.record.path, choice, from: library, context)
                try tell(summary, choice.link, context)
                if !summary.skipped.isEmpty { isWhole = false }
                done.append(summary)
                if !context.options.writesJSON, !context.options.quiet {
                    try context.output.data.write(sum(summary, context))
                }
            } catch let error as SoraError where error.code != .interrupted {
                leave(export, error.message)
            }
        }
        if context.options.writesJSON {
            try context.output.data.line("[" + done.map(\.json).joined(separator: ",\n") + "]")
        }
        if exports.isEmpty { context.say("nothing was exported yet") }
        if !isWhole { throw StatusOnly(status: .failure) }
    }
}
