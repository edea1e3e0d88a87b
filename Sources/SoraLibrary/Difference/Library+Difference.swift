import SoraCatalog
package import SoraModel
import SoraProviders

extension Library {
    /// What is asked for in a task, in the order of the output.
    private static let asked = [
        "provider", "profile", "model", "operation", "seconds", "size", "aspect_ratio", "style",
        "watermark", "private", "storyboard", "images", "remixed_from", "state", "error", "cost",
    ]
    /// What a video is.
    private static let measured = [
        "title", "container", "duration", "width", "height", "rotation", "frame_rate", "bit_rate",
        "bytes", "video_codec", "audio_codec", "has_audio", "verdict", "reasons", "file_state",
        "tags", "rating", "notes", "fields",
    ]

    /// Compares two videos, tasks or prompts: what was asked for, and what came of it.
    ///
    /// - Parameters:
    ///   - before: one of them.
    ///   - after: the other, of the same kind, or a task beside a video.
    /// - Returns: in what they differ.
    /// - Throws: `SoraError`: `invalid` for two that cannot be compared.
    package func difference(_ before: Handle, _ after: Handle) throws -> ObjectDifference {
        let kinds: Set<ObjectKind> = [before.kind, after.kind]
        guard before.kind == after.kind || kinds == [.video, .task] else {
            throw SoraError(
                .invalid, "\(before) and \(after) are of kinds that cannot be compared",
                hint:
                    "compare two videos, two tasks, a video and a task, two prompts, or two images")
        }
        let (old, new) = (try facts(of: before), try facts(of: after))
        let names: [String] =
            switch before.kind {
            case .video, .task: Self.asked + Self.measured
            case .prompt: ["title", "revision", "revises", "tags", "tasks"]
            case .image: ["title", "url", "format", "width", "height", "bytes", "sha256", "tags"]
            }
        let fields = names.filter { old[$0] != new[$0] }.map {
            ObjectDifference.Field(name: $0, before: old[$0], after: new[$0])
        }
        let texts = [old, new].map { $0["prompt"] ?? $0["text"] }
        return ObjectDifference(
            before: before, after: after,
            prompt: texts.contains { $0 != nil }
                ? WordDifference(texts[0] ?? "", texts[1] ?? "") : nil, fields: fields)
    }

    /// What is known of an object by the names of its fields; of a video also what its task asked for.
    private func facts(of handle: Handle) throws -> [String: String] {
        var facts = try fields(of: handle)
        if handle.kind == .task { facts.merge(try wishes(ofTask: handle.number)) { $1 } }
        if handle.kind == .video, let task = try catalog.taskNumber(ofVideo: handle.number) {
            let asked = try fields(of: Handle(.task, task)).merging(wishes(ofTask: task)) { $1 }
            for (name, value) in asked
            where Self.asked.contains(name) || name == "prompt" {
                facts[name] = value
            }
        }
        return facts
    }

    /// What a task asks for beside what its object has, in the words of `queue`.
    private func wishes(ofTask number: Int64) throws -> [String: String] {
        let request = try FrozenRequest(text: catalog.task(number: number).request).request
        var wishes: [String: String] = [:]
        wishes["style"] = request.style
        wishes["watermark"] = request.watermark.map(String.init)
        wishes["private"] = request.isPrivate.map(String.init)
        wishes["storyboard"] = request.storyboard.map { storyboard in
            storyboard.shots.map { "\($0.secondsText) s: \($0.scene)" }.joined(separator: "; ")
        }
        return wishes
    }

    private func fields(of handle: Handle) throws -> [String: String] {
        let shape = ObjectShape.of(handle.kind).fields
        var found: [String: String] = [:]
        try catalog.forEachRecord(
            of: ObjectSelection(handle.kind, numbers: [handle.number]), fields: shape
        ) { cells in
            for (field, cell) in zip(shape, cells) {
                if let cell, cell != "[]", cell != "{}" { found[field.name] = cell }
            }
            return true
        }
        return found
    }
}
