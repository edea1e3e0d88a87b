import SoraCatalog
import SoraProviders
import SoraSystem

extension PartFile {
    /// Opens the partial file of a task that is there, or a new one.
    ///
    /// - Throws: `SystemError`, `SoraError` when it cannot be opened or its name cannot be stored.
    static func open(
        for task: TaskRecord, _ frozen: FrozenRequest, secret: Secret?, _ context: SyncContext
    ) throws -> PartFile {
        let system = context.system
        let catalog = context.catalog
        let observer = context.observer
        let folder = catalog.folder.incoming
        try system.files.makeFolder(folder)
        let newName: @Sendable () -> String = { "\(task.handle)-\(system.newUID()).part" }
        let record: DownloadRecord
        if let known = try catalog.download(ofTask: task.id) {
            record = known
        } else {
            record = DownloadRecord(file: newName())
            // Known before it is there: a file that nobody knows of would stay for good.
            try catalog.setDownload(record, ofTask: task.id)
        }
        return try PartFile(
            in: folder, record: record, system: system,
            limit: frozen.endpoint.wire.resultLimit, secret: secret, newName: newName,
            save: { try catalog.setDownload($0, ofTask: task.id) },
            progress: { observer.observe(.downloading(task: task.id, bytes: $0, total: $1)) })
    }
}
