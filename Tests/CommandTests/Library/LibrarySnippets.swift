import SoraLibrary

// The pieces of code in the documentation of `SoraLibrary`, each as it stands there; they are run by
// `LibrarySnippetTests`, which also holds the documents against this file.
enum LibrarySnippets {
    static func create(_ folder: String, _ service: String) async throws -> Library {
        let library = try await Library.create(at: folder)
        try await library.addProvider(
            "studio", profile: "openai-compatible", baseURL: service, key: .none)
        return library
    }

    static func open(_ folder: String) async throws -> Library {
        let configuration = LibraryConfiguration(program: "Storyboarder")
        let library = try await Library.open(at: folder, configuration: configuration)
        return library
    }

    static func queue(_ library: Library) async throws -> [Handle] {
        var request = QueueRequest(text: "a red fox in the snow", model: "sora-2", seconds: 4)
        request.size = PixelSize(width: 1280, height: 720)
        request.tags = ["winter"]
        let queued = try await library.enqueue([request])
        return queued.tasks
    }

    static func sync(_ library: Library) async throws -> SyncReport {
        let report = try await library.sync(SyncSettings(untilIdle: true)) { update in
            if case .stored(_, let video, let verdict, _) = update {
                print(video, verdict.rawValue)
            }
        }
        return report
    }

    static func everyVideo(_ library: Library) async throws {
        for try await video in library.videos(matching: "fox rating:>=3") {
            print(video.id, video.title ?? "")
        }
    }

    static func verified(_ library: Library) async throws {
        for try await video in library.videos(matching: "fox verdict:verified") {
            print(video.id, video.title ?? "")
        }
    }

    static func ordered(_ library: Library) async throws -> [Video] {
        let longest = library.videos(order: .sorted(by: "duration:desc"), limit: 10)
        return try await longest.all()
    }

    static func counted(_ library: Library) async throws -> Int {
        let missing = try await library.count(matching: "is:missing")
        return missing
    }

    static func estimated(_ library: Library) async throws -> [Money] {
        let shots = ["a fox wakes", "a fox runs"].map {
            QueueRequest(text: $0, model: "sora-2", seconds: 8)
        }
        let plan = try await library.estimate(shots)
        print(plan.count, "clips:", plan.estimates.map(\.description).joined(separator: ", "))
        return plan.estimates
    }

    static func limited(_ library: Library) async throws -> SyncReport {
        let limit = Money(decimal: "5.00", currency: "USD")
        let report = try await library.sync(SyncSettings(untilIdle: true, maximumCost: limit))
        return report
    }

    static func problems(_ library: Library) async -> [String] {
        do {
            let request = QueueRequest(text: "", model: "sora-2", seconds: -1)
            _ = try await library.enqueue([request])
        } catch {
            for problem in error.eachProblem { print(problem) }
            return error.eachProblem
        }
        return []
    }

    static func coded(_ folder: String) async throws -> Library {
        do {
            return try await Library.open(at: folder)
        } catch let error where error.code == .noLibrary {
            return try await Library.create(at: folder)
        }
    }

    static func cancelled(_ library: Library) async throws -> SyncReport {
        let run = Task { try await library.sync(SyncSettings(untilIdle: true)) }
        run.cancel()
        let report = try await run.value
        return report
    }

    static func curated(_ library: Library, _ video: Handle) async throws {
        var edit = ObjectEdit(addedTags: ["chosen"])
        edit.rating = .set(5)
        try await library.edit([video], with: edit)
        try await library.undo()
    }

    static func exported(_ library: Library, _ folder: String) async throws -> ExportReport {
        try await library.createCollection(named: "Reel")
        try await library.add(.matching("verdict:verified"), to: "Reel")
        let report = try await library.export(.collection("Reel"), to: folder)
        return report
    }

    /// What needs a folder of its own is compiled, and not run.
    static func home() async throws {
        let library = try await Library.open(at: "/home/me/clips")
        for try await video in library.videos(matching: "fox rating:>=3") {
            print(video.id, video.title ?? "")
        }
    }
}
