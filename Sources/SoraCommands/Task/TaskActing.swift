import SoraCatalog
import SoraLibrary
import SoraModel

extension CommandContext {
    /// Does the same to several tasks, all or none, and shows them.
    func act(_ action: Library.TaskAction, on words: [String]) throws {
        let library = options.dryRun ? try openForReading() : try openForWriting()
        let handles = try library.handles(words, among: [.task])
        try library.act(action, on: handles, isDryRun: options.dryRun)
        try show(handles, of: library)
    }

    /// Shows tasks in the order in which they were named.
    func show(_ handles: [Handle], of library: Library) throws {
        if options.quiet, options.effectiveFormat == .table { return }
        try ObjectWriter(self, library).write(
            ObjectSelection(.task, numbers: handles.map(\.number), order: .oldestFirst))
    }
}
