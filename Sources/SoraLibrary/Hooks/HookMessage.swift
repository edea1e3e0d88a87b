import SoraCatalog
import SoraModel
package import SoraSync
import SoraSystem

/// What a hook reads on its standard input: the schema `hook-event`.
package struct HookMessage: Sendable {
    /// The most tasks that one message tells of.
    private static let most = 1000

    private let library: Library
    private let event: HookEvent
    private let tasks: [Int64]
    private let videos: [Int64]
    private let summary: SyncSummary

    /// Makes a message on tasks and clips.
    package init(
        _ event: HookEvent, of library: Library, tasks: [Int64] = [], videos: [Int64] = [],
        after summary: SyncSummary
    ) {
        self.library = library
        self.event = event
        self.tasks = tasks
        self.videos = videos
        self.summary = summary
    }

    /// The message, one line.
    ///
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes += "{\"event\":\(JSONText.string(event.rawValue)),".utf8
        bytes += "\"library\":\(JSONText.string(library.path)),".utf8
        bytes += "\"library_uid\":\(JSONText.string(try library.uid())),".utf8
        bytes += "\"at\":\(JSONText.string(library.context.system.time.now().iso8601)),".utf8
        try append("tasks", .task, tasks, to: &bytes)
        try append("videos", .video, videos, to: &bytes)
        let more = max(0, tasks.count - Self.most) + max(0, videos.count - Self.most)
        bytes += "\"more\":\(more),\"sync\":\(summary.json)}\n".utf8
        return bytes
    }

    private func append(
        _ name: String, _ kind: ObjectKind, _ numbers: [Int64], to bytes: inout [UInt8]
    ) throws {
        bytes += "\"\(name)\":[".utf8
        if !numbers.isEmpty {
            var isFirst = true
            let selection = ObjectSelection(
                kind, numbers: Array(numbers.prefix(Self.most)), order: .asNumbered)
            try library.catalog.forEachJSON(of: selection) { json in
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                unsafe json.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
                return true
            }
        }
        bytes += "],".utf8
    }
}
