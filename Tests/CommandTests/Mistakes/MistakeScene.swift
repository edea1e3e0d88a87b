import Foundation
import SoraSQLite
import SoraTestSupport
import Testing

/// What is around when a mistake is made: a folder of its own, with a library in it or none.
///
/// Each scene is made once, and copied for each mistake.
struct MistakeScene {
    /// The folder in which the command is typed; `clips` in it is the library.
    let folder: TemporaryFolder
    /// The variables that are set.
    let environment: [String: String]

    init(_ scene: Mistake.Scene) async throws {
        let model = try await Models.shared.folder(of: scene)
        folder = try TemporaryFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: model.path) {
            try FileManager.default.copyItem(
                atPath: model.file(name), toPath: folder.file(name))
        }
        environment = Self.environment(folder, scene)
    }

    private static func environment(
        _ folder: TemporaryFolder, _ scene: Mistake.Scene
    ) -> [String: String] {
        var environment = Workshop.environment
        if scene != .nowhere { environment["SORALIB_LIBRARY"] = folder.file("clips") }
        return environment
    }

    /// Runs a line.
    func run(_ line: String) async -> InProcess.Outcome {
        await InProcess.run(ShellLine.words(line), in: folder.path, environment: environment)
    }

    /// The scenes that were made.
    private actor Models {
        static let shared = Models()
        private var made: [Mistake.Scene: Task<TemporaryFolder, any Error>] = [:]

        func folder(of scene: Mistake.Scene) async throws -> TemporaryFolder {
            if let making = made[scene] { return try await making.value }
            let making = Task { try await Self.make(scene) }
            made[scene] = making
            return try await making.value
        }

        private static func make(_ scene: Mistake.Scene) async throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            try folder.write(Array("what a day\n".utf8), to: "notes.txt")
            try folder.write([], to: "empty.png")
            try folder.write(Array("text,seconds\na fox,4\na hen,5\n".utf8), to: "shots.csv")
            try FileManager.default.createDirectory(
                atPath: folder.file("full"), withIntermediateDirectories: false)
            try folder.write(Array("mine\n".utf8), to: "full/diary.txt")
            let environment = MistakeScene.environment(folder, scene)
            func run(_ line: String) async throws {
                let outcome = await InProcess.run(
                    ShellLine.words(line), in: folder.path, environment: environment)
                try #require(outcome.status == 0, "\(line): \(outcome)")
            }
            if scene == .nowhere { return folder }
            try await run("init clips")
            if scene == .new { return folder }
            for name in scene == .twoProviders ? ["studio", "other"] : ["studio"] {
                try await run(
                    "provider add \(name) --profile openai-compatible --base-url http://127.0.0.1:1 --no-key"
                )
            }
            let connection = try Connection.open(folder.file("clips/soralib.sqlite"), .readWrite)
            try connection.run(
                """
                INSERT INTO video (uid, title, operation, file_state, sha256, extension, bytes, duration, width,
                                   height, verdict, created_at)
                VALUES ('0199aaaa-1', 'a red fox', 'import', 'present', printf('%064d', 1), 'mp4', 100, 8, 1280,
                        720, 'verified', 1767225600000),
                       ('0199aaaa-2', 'a hen', 'import', 'present', printf('%064d', 2), 'mp4', 100, 4, 720, 1280,
                        'corrupt', 1767225600001)
                """)
            for line in [
                "collection create foxes", "collection add foxes v1", "field add client text",
                "collection create best --query rating:4..",
            ] {
                try await run(line)
            }
            if scene == .studio { try await run("queue 'a fox' --seconds 4") }
            return folder
        }
    }
}
