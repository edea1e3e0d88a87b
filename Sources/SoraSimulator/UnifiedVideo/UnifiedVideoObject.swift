/// How the unified interface and its twin tell of a task, with the oddities that their answers have.
struct UnifiedVideoObject {
    private let task: SimulatedTask
    private let service: SimulatedService
    private let phase: TaskPhase

    init(_ task: SimulatedTask, _ service: SimulatedService) {
        self.task = task
        self.service = service
        phase = task.phase(at: service.clock())
    }

    /// Progress is a text until there is some, one time is in milliseconds, and white space and backticks
    /// stand around the address.
    var unified: JSONValue {
        var fields = common(queued: "pending")
        fields["video_url"] = .null
        fields["size"] = .string(min(task.size.width, task.size.height) > 720 ? "large" : "small")
        fields["status_update_time"] = .integer(Int(service.clock().milliseconds))
        let input: [String: JSONValue] = [
            "prompt": .string(task.prompt), "model": .string(task.model),
        ]
        fields["detail"] = .object(["input": .object(input)])
        switch phase {
        case .queued: fields["progress"] = .string("0")
        case .inProgress: break
        case .completed:
            fields["video_url"] = .string(" `\(service.results.address(of: task))` ")
            fields["size"] = .string(task.size.description)
            fields["seconds"] = .string(task.seconds)
            fields["completed_at"] = .integer(task.endsAt.seconds)
        case .failed(let failure):
            fields["error"] = .object([
                "code": .string(failure.code), "message": .string(failure.message),
            ])
        }
        return .object(fields)
    }

    /// Zero and empty mean that there is nothing yet.
    var twin: JSONValue {
        var fields = common(queued: "queued")
        fields["task_id"] = .string(task.id)
        fields["seconds"] = .string(task.seconds)
        fields["size"] = .string(task.size.description)
        fields["video_url"] = .string("")
        fields["completed_at"] = .integer(0)
        fields["expires_at"] = .integer(0)
        fields["remixed_from_video_id"] = .string(task.remixedFrom ?? "")
        fields["error"] = .object(["message": .string(""), "code": .string("")])
        switch phase {
        case .queued, .inProgress: break
        case .completed:
            fields["video_url"] = .string(service.results.address(of: task))
            fields["completed_at"] = .integer(task.endsAt.seconds)
            fields["expires_at"] = .integer(task.expiresAt.seconds)
        case .failed(let failure):
            fields["error"] = .object([
                "code": .string(failure.code), "message": .string(failure.message),
            ])
        }
        return .object(fields)
    }

    private func common(queued: String) -> [String: JSONValue] {
        let (word, progress): (String, Int) =
            switch phase {
            case .queued: (queued, 0)
            case .inProgress(let percent): ("processing", percent)
            case .completed: ("completed", 100)
            case .failed: ("failed", 0)
            }
        return [
            "id": .string(task.id), "object": .string("video"), "model": .string(task.model),
            "status": .string(word), "progress": .integer(progress),
            "created_at": .integer(task.createdAt.seconds),
        ]
    }
}
