/// OpenAI's Videos API, for one profile.
struct OpenAIDialect: Dialect {
    let profile: String
    let rules: VideoRules
    let service: SimulatedService

    func respond(to request: HTTPRequest, path: [String]) async -> HTTPResponse {
        do throws(Refusal) {
            if rules.wantsKey || request.header("Authorization") != nil { try request.checkKey() }
            guard path.starts(with: ["v1", "videos"]) else { throw .unknownRoute(request) }
            return try await route(request, path.dropFirst(2).map { $0 })
        } catch {
            return error.response
        }
    }

    private func route(
        _ request: HTTPRequest, _ path: [String]
    ) async throws(Refusal) -> HTTPResponse {
        switch (path.count, path.last ?? "", request.method) {
        case (0, _, "POST"): return try await create(request)
        case (0, _, "GET") where rules.hasList: return try list(request)
        case (0, _, _):
            throw .wrongMethod(request, allowed: rules.hasList ? ["GET", "POST"] : ["POST"])
        case (1, "edits", "POST") where rules.hasEdits: return try await edit(request)
        case (1, "extensions", "POST") where rules.hasEdits: return try await extend(request)
        case (1, _, "GET"): return answer(try task(path[0]), at: service.clock())
        case (1, _, "DELETE") where rules.hasList: return try delete(try task(path[0]))
        case (1, _, _):
            throw .wrongMethod(request, allowed: rules.hasList ? ["GET", "DELETE"] : ["GET"])
        case (2, "remix", "POST"): return try await remix(request, of: path[0])
        case (2, "remix", _): throw .wrongMethod(request, allowed: ["POST"])
        case (2, "content", "GET"), (2, "content", "HEAD"):
            return try await ContentAnswer(service: service, request: request)
                .make(try task(path[0]))
        case (2, "content", _): throw .wrongMethod(request, allowed: ["GET", "HEAD"])
        default: throw .unknownRoute(request)
        }
    }

    private func task(_ id: String) throws(Refusal) -> SimulatedTask {
        guard let task = service.tasks.task(id, of: profile) else { throw .unknownVideo(id) }
        return task
    }

    private func create(_ request: HTTPRequest) async throws(Refusal) -> HTTPResponse {
        if rules.wantsForm, request.contentType != "multipart/form-data" { throw .wantsForm }
        let wanted = try CreateRequest(RequestParameters(request), rules: rules)
        return try await accept(
            TaskOrder(
                model: wanted.model, prompt: wanted.prompt, seconds: wanted.seconds,
                size: wanted.size, inputDigest: wanted.inputDigest), request)
    }

    private func remix(
        _ request: HTTPRequest, of id: String
    ) async throws(Refusal) -> HTTPResponse {
        let source = try task(id)
        let parameters = try RequestParameters(request)
        try parameters.allow(only: ["prompt"])
        let prompt = try CreateRequest.prompt(in: parameters)
        try checkCompleted(source, "remixed")
        return try await accept(
            TaskOrder(
                model: source.model, prompt: prompt, seconds: source.seconds, size: source.size,
                remixedFrom: id), request)
    }

    /// An edit tells nobody of its source, unlike a remix.
    private func edit(_ request: HTTPRequest) async throws(Refusal) -> HTTPResponse {
        let parameters = try RequestParameters(request)
        try parameters.allow(only: ["prompt", "video"])
        let prompt = try CreateRequest.prompt(in: parameters)
        let source = try source(in: parameters)
        try checkCompleted(source, "edited")
        return try await accept(
            TaskOrder(
                model: source.model, prompt: prompt, seconds: source.seconds, size: source.size,
                source: source.id), request)
    }

    /// The seconds of the answer are those of the whole, and not of what was added.
    private func extend(_ request: HTTPRequest) async throws(Refusal) -> HTTPResponse {
        let parameters = try RequestParameters(request)
        try parameters.allow(only: ["prompt", "video", "seconds"])
        let prompt = try CreateRequest.prompt(in: parameters)
        guard let seconds = try parameters.text("seconds", expected: "one of '4', '8', or '12'")
        else { throw .missing("seconds") }
        let source = try source(in: parameters)
        try rules.check(seconds: seconds, model: source.model)
        try checkCompleted(source, "extended")
        let total = (Int(source.seconds) ?? 0) + (Int(seconds) ?? 0)
        let times = (source.extensions ?? 0) + 1
        guard total <= 120, times <= 6 else {
            throw Refusal(
                status: 400,
                message: "Videos can be extended up to 6 times and to 120 seconds in total.",
                parameter: "seconds", code: "invalid_value")
        }
        return try await accept(
            TaskOrder(
                model: source.model, prompt: prompt, seconds: String(total), size: source.size,
                source: source.id, extensions: times), request)
    }

    private func source(in parameters: RequestParameters) throws(Refusal) -> SimulatedTask {
        switch parameters["video"] {
        case nil: throw .missing("video")
        case .file:
            throw Refusal(
                status: 403, message: "Uploaded videos are not available to your organization.",
                parameter: "video", code: "not_available")
        case .json(.object(let fields)):
            guard fields.count == 1, case .string(let id) = fields["id"] else {
                throw .missing("video.id")
            }
            return try task(id)
        case let other?:
            throw .invalidType("video", expected: "an object", got: other.typeName)
        }
    }

    private func checkCompleted(_ source: SimulatedTask, _ done: String) throws(Refusal) {
        guard source.phase(at: service.clock()) == .completed else {
            throw Refusal(
                status: 400,
                message: "Video '\(source.id)' is not completed; only those can be \(done).",
                parameter: "video_id", code: "invalid_value")
        }
    }

    private func accept(
        _ order: TaskOrder, _ request: HTTPRequest
    ) async throws(Refusal) -> HTTPResponse {
        let task = try await TaskIntake(profile: profile, service: service).accept(
            order, id: "video_" + RandomName.hexadecimal(digits: 48), path: request.path)
        return answer(task, at: task.createdAt)
    }

    private func answer(_ task: SimulatedTask, at now: Timestamp) -> HTTPResponse {
        var response = HTTPResponse(
            json: VideoObject.make(task, at: now, working: rules.workingWord))
        guard rules.tellsWhenToPoll else { return response }
        // A tenth of what is left, so that short rehearsals are not slowed down by polling.
        let left = max(0, task.endsAt.milliseconds - now.milliseconds)
        response.headers.append(("openai-poll-after-ms", String(min(10_000, max(50, left / 10)))))
        return response
    }

    private func list(_ request: HTTPRequest) throws(Refusal) -> HTTPResponse {
        HTTPResponse(
            json: try VideoList.make(
                service.tasks.tasks(of: profile), for: request, at: service.clock()))
    }

    private func delete(_ task: SimulatedTask) throws(Refusal) -> HTTPResponse {
        switch task.phase(at: service.clock()) {
        case .queued, .inProgress:
            throw Refusal(
                status: 400,
                message: "Video '\(task.id)' is still being generated; only completed "
                    + "and failed videos can be deleted.",
                parameter: "video_id", code: "invalid_value")
        case .completed, .failed:
            do throws(SimulatorError) { try service.tasks.delete(task) } catch {
                throw .broken(error)
            }
            return HTTPResponse(
                json: .object([
                    "id": .string(task.id), "object": .string("video.deleted"),
                    "deleted": .boolean(true),
                ]))
        }
    }
}
