import SoraCatalog
import SoraLibrary
import SoraModel

extension CommandContext {
    /// Does the same to several tasks, all or none, and shows them.
    func act(_ action: Library.TaskAction, on choice: TaskChoice) throws {
        let library = options.dryRun ? try openForReading() : try openForWriting()
        let handles = try choice.handles(in: library)
        try library.act(action, on: handles, isDryRun: options.dryRun)
        try show(handles, of: library)
    }

    /// Shows tasks in the order in which they were named.
    func show(_ handles: [Handle], of library: Library) throws {
        if handles.isEmpty { say("no task is found by that") }
        if options.quiet, options.effectiveFormat == .table { return }
        try ObjectWriter(self, library).write(
            ObjectSelection(.task, numbers: handles.map(\.number), order: .oldestFirst))
    }
}
