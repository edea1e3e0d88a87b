import Foundation
import SoraCatalog
import SoraHTTP
import SoraMedia
import SoraModel
import SoraProviders
import SoraResources
import SoraSQLite
import SoraSync
import SoraSystem
import SoraTestSupport

/// A library of a test's own with its providers, a service, a clock and a key: everything that a
/// sync works with, and nothing outside.
final class World {
    let temporary: TemporaryFolder
    let folder: LibraryFolder
    let time = HeldTime()
    let service: Service
    let others: [Service]
    let prober = FakeProber()
    let keys = FakeKeys()
    let watcher = Watcher()
    /// Ends the runs; after an interruption there is a new one.
    private(set) var control = RunControl()
    let transport: ScriptedTransport
    let catalog: Catalog
    let provider: ProviderRecord
    /// What the next runs do.
    var options = SyncOptions()
    /// The file system of the next runs.
    var files = FileSystem()
    /// Changes the catalogue of the next runs when it is open.
    var prepare: (Catalog) throws -> Void = { _ in }
    /// Whether the next runs do one thing after the other.
    var serial = false
    /// Wraps the transport of the next runs.
    var wrap: (any Transport) -> any Transport = { $0 }
    /// Makes the frames of the next runs.
    var frames: (any FrameMaking)?
    /// The moment at which the next runs fail.
    var failsAt: Failpoint?
    private let random = RepeatableRandom()

    init(service: Service = Service(), others: [Service] = [], isInMemory: Bool = false) throws {
        temporary = try TemporaryFolder(isInMemory: isInMemory)
        folder = LibraryFolder(temporary.file("library"))
        self.service = service
        self.others = others
        let all = [service] + others
        transport = ScriptedTransport { request, _ in
            let asked = all.first { request.url.hasPrefix($0.base) } ?? service
            return asked.answer(request)
        }
        let system = SystemContext(time: time, random: random)
        catalog = try Catalog.create(folder, system: system)
        provider = try catalog.addProvider(Self.record("one", at: service.base))
        options.reserveBytes = 0
    }

    /// The profiles as they are; read once, for reading them takes longer than a sync.
    private static let profiles = ProfileLibrary()

    /// The profiles, with one submit and one other request at once.
    static let serialProfiles = ProfileLibrary(
        own: Dictionary(
            uniqueKeysWithValues: Resources.files(in: "providers").map { file in
                (
                    String(file.name.dropLast(5)),
                    file.text.replacing(
                        #"{"submits": 4, "requests": 8}"#, with: #"{"submits": 1, "requests": 1}"#)
                )
            }))

    static func record(_ name: String, at base: String, key: String = "KEY") -> ProviderRecord {
        ProviderRecord(
            name: name, profile: "openai-compatible", baseURL: base,
            keySource: KeySource.environment(key).encodedText)
    }

    /// Queues a task for a provider.
    @discardableResult
    func queue(
        _ prompt: String = "a red fox", for provider: ProviderRecord? = nil, at base: String? = nil,
        changing change: (inout WireProfile) -> Void = { _ in }
    ) throws -> Int64 {
        try catalog.queue([newTask(prompt, for: provider, at: base, changing: change)])[0]
    }

    /// What is needed to queue a task for a provider.
    func newTask(
        _ prompt: String, for provider: ProviderRecord? = nil, at base: String? = nil,
        changing change: (inout WireProfile) -> Void = { _ in }
    ) throws -> NewTask {
        let provider = provider ?? self.provider
        let asked = GenerationRequest(
            prompt: prompt, model: "sora-2", seconds: 8, size: PixelSize(width: 1280, height: 720))
        var endpoint = try ProviderEndpoint(
            Self.profiles.profile(named: provider.profile), baseURL: base ?? provider.baseURL,
            allowPrivate: provider.allowsPrivate)
        change(&endpoint.wire)
        let frozen = FrozenRequest(endpoint: endpoint, request: asked)
        return NewTask(
            provider: provider.id, model: "sora-2", prompt: prompt, seconds: 8, size: asked.size,
            aspectRatio: nil, request: try frozen.encodedText(), estimate: nil)
    }

    /// The world as the next process finds it: nobody has asked it to end.
    func again() -> World {
        control = RunControl()
        wrap = { $0 }
        return self
    }

    /// Runs one sync with everything opened anew, as a new process would.
    @discardableResult
    func sync(untilIdle: Bool = false) async throws -> SyncSummary {
        var options = options
        options.untilIdle = untilIdle
        let catalog = try Catalog.open(
            folder, for: .writing,
            system: SystemContext(
                files: files, time: time, random: random,
                failpoints: Failpoints(failsAt.map { "\($0.rawValue):eio" })))
        try prepare(catalog)
        let context = SyncContext(
            catalog: catalog, transport: wrap(transport), prober: prober, frames: frames,
            profiles: serial ? Self.serialProfiles : Self.profiles, keys: keys,
            observer: watcher, control: control)
        return try await SyncEngine(context: context, options: options).run()
    }

    /// Syncs, and gives the code of the error that ended it.
    func syncFailing(untilIdle: Bool = false) async -> String {
        do {
            return "no error: \(try await sync(untilIdle: untilIdle))"
        } catch let error as SoraError {
            return error.code.rawValue
        } catch {
            return "an error of another kind: \(error)"
        }
    }

    /// The state of a task, as the catalogue has it.
    func state(_ task: Int64 = 1) throws -> TaskState { try catalog.task(number: task).state }

    /// The first column of the first row of a query, as text.
    func sql(_ query: String) throws -> String? {
        try Connection.open(folder.database, .readWrite).text(query)
    }

    /// Runs SQL past the catalogue's own functions.
    func run(_ script: String) throws {
        try Connection.open(folder.database, .readWrite).run(script)
    }

    /// What went wrong last with a task, as a word.
    func errorCode(_ task: Int64 = 1) throws -> String? {
        try catalog.task(number: task).errorCode
    }

    /// The attempts of a task as `phase outcome`.
    func attempts(_ task: Int64 = 1) throws -> [String] {
        try catalog.attempts(ofTask: task).map { "\($0.phase.rawValue) \($0.outcome.rawValue)" }
    }

    /// The names in a folder of the library.
    func names(_ folder: String) throws -> [String] { try FileSystem().names(in: folder) }

    /// The files among the originals, by their paths below `objects/`.
    func objects() throws -> [String] {
        try names(folder.objects).flatMap { shelf in
            try names("\(folder.objects)/\(shelf)").map { "\(shelf)/\($0)" }
        }
    }

    /// The bytes of the only original.
    func original() throws -> [UInt8] {
        let all = try objects()
        guard all.count == 1 else { return [] }
        return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.objects)/\(all[0])")))
    }

    /// A task that the service has accepted, to be polled now.
    @discardableResult
    func submitted() async throws -> Int64 {
        let task = try queue()
        try await sync()
        time.advance(by: 60)
        return task
    }
}
