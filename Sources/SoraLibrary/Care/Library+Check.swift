package import SoraCatalog
import SoraModel
import SoraSystem

extension Library {
    /// Looks for everything that is wrong in a library, one that does not open among it.
    ///
    /// - Parameters:
    ///   - named: what `--library` said.
    ///   - isRehashing: whether every original is read and hashed.
    ///   - isRepairing: whether to mend what can be mended without a loss.
    ///   - context: the world around.
    ///   - progress: is told how many originals and bytes were looked at so far.
    ///   - report: is told each finding as it comes.
    /// - Returns: what was found.
    /// - Throws: `SoraError`: `no_library`, `schema`; `io_error` where something cannot be read.
    package static func check(
        named: String?, isRehashing: Bool, isRepairing: Bool, context: LibraryContext,
        progress: (Int, Int64) -> Void = { _, _ in }, report: (Finding) throws -> Void = { _ in }
    ) throws -> LibraryCheck.Summary {
        let library: Library
        do {
            library = try open(
                named: named, for: isRepairing ? .writing : .reading, context: context)
        } catch let error as SoraError where error.code == .corrupt {
            let finding = Finding(
                .damaged, "soralib.sqlite", error.message, remedy: "soralib library restore")
            try report(finding)
            var summary = LibraryCheck.Summary()
            summary.findings = [finding]
            return summary
        }
        return try LibraryCheck(
            library.catalog, isRehashing: isRehashing, isRepairing: isRepairing
        ).run(progress: progress, report: report)
    }
}
