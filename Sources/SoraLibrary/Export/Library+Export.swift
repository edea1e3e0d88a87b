import SoraCatalog
package import SoraExport
import SoraModel

extension Library {
    /// Brings a folder up to date with a collection or with what a query finds.
    ///
    /// - Parameters:
    ///   - selection: a collection or a query.
    ///   - directory: the folder: new, empty, or an earlier export of the same selection.
    ///   - options: how.
    ///   - isStopped: asked often; when true, the export ends in good order.
    ///   - progress: told how far it is.
    /// - Returns: what was done.
    /// - Throws: `SoraError`: `not_found`, `exists`, `cannot_write`, `disk_full`, `locked`,
    ///   `interrupted`.
    package func export(
        _ selection: VideoSelection, to directory: String, options: ExportOptions,
        isStopped: @escaping () -> Bool = { false },
        progress: @escaping Exporter.Progress = { _, _ in }
    ) throws -> ExportSummary {
        let kind: ExportSelection.Kind
        let standard: String
        switch selection {
        case .collection(let name):
            let record = try catalog.collection(named: name)
            kind = .collection(name: record.name, uid: record.uid)
            standard = NameTemplate.forCollection
        case .query(let words):
            kind = .query(words.joined(separator: " "))
            standard = NameTemplate.forQuery
        case .numbers(let numbers):
            kind = .query(numbers.map { "id:v\($0)" }.joined(separator: " , "))
            standard = NameTemplate.forQuery
        }
        let template = try NameTemplate(
            options.choice.template ?? standard,
            ownFields: try catalog.ownFields().map(\.field.name))
        var request = ExportRequest(
            selection: ExportSelection(library: try uid(), kind: kind),
            clips: try videos(in: selection), directory: context.absolute(directory),
            template: template)
        let choice = options.choice
        request.link = choice.link
        request.sidecars = choice.sidecars
        request.extras = options.extras
        request.includesBad = choice.includesBad
        request.isBag = choice.isBag
        request.isPortable = choice.isPortable
        request.prunes = options.prunes
        request.isReported = options.isReported
        request.isDryRun = options.isDryRun
        request.creationMask = context.creationMask
        var summary = try Exporter(
            request, from: catalog, isStopped: isStopped, progress: progress
        ).run()
        summary.unremembered = remember(summary, request.selection, choice)
        return summary
    }
}
