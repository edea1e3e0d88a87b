/// GlobalAI's interface, for one profile: JSON in and out, and results at addresses of their own.
struct GlobalAIDialect: Dialect {
    let profile: String
    let rules: GlobalAIRules
    let service: SimulatedService

    func respond(to request: HTTPRequest, path: [String]) async -> HTTPResponse {
        do throws(Refusal) {
            try request.checkKey()
            return try await route(request, path)
        } catch {
            return error.response(as: rules.refusals)
        }
    }

    private func route(
        _ request: HTTPRequest, _ path: [String]
    ) async throws(Refusal) -> HTTPResponse {
        let intake = TaskIntake(profile: profile, service: service)
        if path == ["v1", "sora", "videos"] {
            guard request.method == "POST" else { throw .wrongMethod(request, allowed: ["POST"]) }
            guard request.contentType == "application/json" else { throw .wantsJSON }
            let task = try await intake.accept(
                rules.order(RequestParameters(request)),
                id: "sora_" + RandomName.hexadecimal(digits: 24), path: request.path)
            return HTTPResponse(json: .object(base(of: task, status: "queued")))
        }
        guard path.count == 3, path.starts(with: ["v1", rules.taskFolder]) else {
            throw Refusal(
                status: 404, message: "No handler found for \(request.method) \(request.path)")
        }
        guard request.method == "GET" else { throw .wrongMethod(request, allowed: ["GET"]) }
        guard let task = intake.task(path[2]) else { throw .unknownVideo(path[2]) }
        return HTTPResponse(json: object(of: task))
    }

    private func base(of task: SimulatedTask, status: String) -> [String: JSONValue] {
        [
            "id": .string(task.id), "object": .string("video.generation"),
            "created": .integer(task.createdAt.seconds), "model": .string(task.model),
            "status": .string(status),
        ]
    }

    private func object(of task: SimulatedTask) -> JSONValue {
        let empty: [String: JSONValue] =
            rules.writesNull ? ["video_url": .null, "error": .null] : [:]
        var fields: [String: JSONValue]
        switch task.phase(at: service.clock()) {
        case .queued: fields = base(of: task, status: "queued")
        case .inProgress: fields = base(of: task, status: "processing")
        case .completed:
            fields = base(of: task, status: "completed")
            fields["video_url"] = .string(service.results.address(of: task))
            if !rules.writesNull {
                fields["actualDuration"] = .decimal(Double(task.clip.milliseconds) / 1000)
            }
        case .failed(let failure):
            fields = base(of: task, status: "failed")
            fields["error"] = .string("\(failure.code): \(failure.message)")
        }
        return .object(fields.merging(empty) { value, _ in value })
    }
}
