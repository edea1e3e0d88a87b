// A program of somebody else's: makes a library, queues a clip, syncs, and prints what came.
//
//   library-example FOLDER SERVICE HELPERS
//
// FOLDER is new; SERVICE is the address of a service of the profile `openai-compatible`, such as one of
// `soralib simulate`; HELPERS is the folder of `soralib-media`. `make outside` builds it as a package of its own.
import SoraLibrary

let words = CommandLine.arguments.dropFirst()
guard words.count == 3, let folder = words.first, let helpers = words.last else {
    print("usage: library-example FOLDER SERVICE HELPERS")
    throw ExampleError.usage
}
let service = words[words.startIndex + 1]

let configuration = LibraryConfiguration(program: "library-example", helperFolders: [helpers])
let library = try await Library.create(at: folder, configuration: configuration)
try await library.addProvider(
    "rehearsal", profile: "openai-compatible", baseURL: service, key: .none)

var request = QueueRequest(text: "a red fox in the snow", model: "sora-2", seconds: 4)
request.size = PixelSize(width: 1280, height: 720)
let queued = try await library.enqueue([request])
print("queued \(queued.tasks.map(\.description).joined(separator: " "))")

let report = try await library.sync(SyncSettings(untilIdle: true)) { update in
    if case .ended(let task, let state, let reason) = update {
        print("\(task) \(state.rawValue): \(reason)")
    }
}
print("downloaded \(report.downloaded), verified \(report.verified)")

for try await video in library.videos(matching: "fox") {
    print("\(video.id) \(video.verdict.rawValue) \(video.duration ?? 0) s: \(video.prompt ?? "")")
}

enum ExampleError: Error {
    case usage
}
