import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport

/// A library of a test's own, with a provider.
struct CatalogFixture {
    let temporary: TemporaryFolder
    let folder: LibraryFolder
    let time = HeldTime()
    let system: SystemContext
    let catalog: Catalog
    let provider: ProviderRecord

    init() throws {
        temporary = try TemporaryFolder()
        folder = LibraryFolder(temporary.file("library"))
        system = SystemContext(time: time, random: RepeatableRandom())
        catalog = try Catalog.create(folder, system: system)
        provider = try catalog.addProvider(
            ProviderRecord(
                name: "test", profile: "openai", baseURL: "http://127.0.0.1:1",
                keySource: "{}"))
    }

    /// Queues one task.
    func queued(_ prompt: String = "a red fox", estimate: Money? = nil) throws -> TaskRecord {
        let numbers = try catalog.queue([
            NewTask(
                provider: provider.id, model: "sora-2", prompt: prompt, seconds: 8,
                size: PixelSize(width: 1280, height: 720), aspectRatio: nil,
                request: #"{"a":1}"#, estimate: estimate)
        ])
        return try catalog.task(number: numbers[0])
    }

    /// A task whose request was accepted as `video_1`.
    func submitted() throws -> TaskRecord {
        let task = try queued()
        let permit = try catalog.armSubmit(of: task)
        try catalog.beginSending(attempt: permit.attempt)
        return try catalog.finishSubmit(
            attempt: permit.attempt, of: permit.task,
            .init(
                TaskChange(.accepted).remoteID("video_1").submitted(at: time.now())
            ))
    }

    /// Runs SQL past the catalogue's own functions, as another program would.
    func raw<Value>(_ body: (borrowing Connection) throws -> Value) throws -> Value {
        try body(try Connection.open(folder.database, .readWrite))
    }

    /// The JSON texts of a selection.
    func json(_ selection: ObjectSelection, fields: [String]? = nil) throws -> [String] {
        var texts: [String] = []
        try catalog.forEachJSON(of: selection, fields: fields) { bytes in
            texts.append(
                unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
            return true
        }
        return texts
    }
}
