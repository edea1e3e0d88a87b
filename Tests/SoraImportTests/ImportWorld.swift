import Foundation
import SoraCatalog
import SoraMedia
import SoraModel
import SoraSystem
import SoraTestSupport
import Synchronization

@testable import SoraImport

/// A prober that knows what each file is before it looks.
struct StagedProber: MediaProbing {
    var outcome: @Sendable (String) -> ProbeOutcome = { path in
        var probe = MediaProbe(path: path, ok: true)
        probe.container = "mov"
        probe.videoCodec = "h264"
        probe.width = 320
        probe.height = 180
        return .measured(probe)
    }

    func probe(_ path: String) async -> ProbeOutcome { outcome(path) }
}

/// A library, a folder of clips, and a file system whose calls a test sees and can let fail.
final class ImportWorld: Sendable {
    typealias Stage = @Sendable (FileOperation, String) throws(SystemError) -> Void

    let temporary: TemporaryFolder
    let catalog: Catalog
    private let stage = StageBox()

    init() throws {
        temporary = try TemporaryFolder()
        let system = SystemContext(
            files: FileSystem { [stage] operation, path throws(SystemError) in
                try stage.run(operation, path)
            }, time: HeldTime(), random: RepeatableRandom())
        catalog = try Catalog.create(
            LibraryFolder(temporary.file("library")), system: system)
        try FileManager.default.createDirectory(
            atPath: temporary.file("stash"), withIntermediateDirectories: true)
    }

    /// Lets a test see each call from now on.
    func onEachCall(_ act: @escaping Stage) { stage.set(act) }

    /// Puts a clip into the folder; same numbers, same bytes.
    @discardableResult
    func clip(_ name: String, _ number: UInt8, bytes: Int = 3000) throws -> String {
        try temporary.write(
            [0, 0, 0, 16] + Array("ftypisom".utf8) + [UInt8](repeating: number, count: bytes),
            to: "stash/\(name)")
    }

    /// Imports the folder.
    func run(
        _ prober: StagedProber = StagedProber(), moves: Bool = false
    ) async throws -> ImportSummary {
        let path = temporary.file("stash")
        var request = ImportRequest(paths: [(path, path)])
        request.moves = moves
        return try await Importer(request, into: catalog, prober: prober).run()
    }
}

/// Holds what a test wants to be done at each call.
private final class StageBox: Sendable {
    private let stage = Mutex<ImportWorld.Stage?>(nil)

    func set(_ act: @escaping ImportWorld.Stage) { stage.withLock { $0 = act } }

    func run(_ operation: FileOperation, _ path: String) throws(SystemError) {
        let act = stage.withLock { $0 }
        try act?(operation, path)
    }
}
