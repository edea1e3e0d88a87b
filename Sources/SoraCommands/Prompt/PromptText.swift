import SoraCatalog
import SoraLibrary
import SoraModel

extension CommandContext {
    /// Shows one stored prompt, as one object.
    func show(prompt handle: Handle, of library: Library) throws {
        if options.quiet, options.effectiveFormat == .table { return }
        try ObjectWriter(self, library).write(
            ObjectSelection(.prompt, numbers: [handle.number]), isSingle: true)
    }
}
