/// The video object of OpenAI's API; every key is always there.
enum VideoObject {
    static func make(
        _ task: SimulatedTask, at now: Timestamp, working: String = "in_progress"
    ) -> JSONValue {
        let phase = task.phase(at: now)
        var fields: [String: JSONValue] = [
            "id": .string(task.id),
            "object": .string("video"),
            "model": .string(task.model),
            "created_at": .integer(task.createdAt.seconds),
            "completed_at": .null,
            "expires_at": .null,
            "prompt": .string(task.prompt),
            "quality": .string("standard"),
            "seconds": .string(task.seconds),
            "size": .string(task.size.description),
            "remixed_from_video_id": JSONValue(task.remixedFrom),
            "error": .null,
        ]
        switch phase {
        case .queued:
            fields["status"] = .string("queued")
            fields["progress"] = .integer(0)
        case .inProgress(let percent):
            fields["status"] = .string(working)
            fields["progress"] = .integer(percent)
        case .completed:
            fields["status"] = .string("completed")
            fields["progress"] = .integer(100)
            fields["completed_at"] = .integer(task.endsAt.seconds)
            fields["expires_at"] = .integer(task.expiresAt.seconds)
        case .failed(let failure):
            fields["status"] = .string("failed")
            fields["progress"] = .integer(0)
            fields["error"] = .object([
                "code": .string(failure.code), "message": .string(failure.message),
            ])
        }
        return .object(fields)
    }
}
