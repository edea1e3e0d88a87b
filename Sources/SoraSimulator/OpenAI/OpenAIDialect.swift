/// OpenAI's Videos API, for one profile.
struct OpenAIDialect: Dialect {
    let profile: String
    let rules: VideoRules
    let service: SimulatedService

    func respond(to request: HTTPRequest, path: [String]) async -> HTTPResponse {
        do throws(OpenAIError) {
            try checkKey(of: request)
            guard path.starts(with: ["v1", "videos"]) else { throw .unknownRoute(request) }
            return try await route(request, path.dropFirst(2).map { $0 })
        } catch {
            return error.response
        }
    }

    private func route(
        _ request: HTTPRequest, _ path: [String]
    ) async throws(OpenAIError) -> HTTPResponse {
        switch (path.count, path.last ?? "", request.method) {
        case (0, _, "POST"): return try await create(request)
        case (0, _, "GET"): return try list(request)
        case (0, _, _): throw .wrongMethod(request, allowed: ["GET", "POST"])
        case (1, _, "GET"): return answer(try task(path[0]), at: service.clock())
        case (1, _, "DELETE"): return try delete(try task(path[0]))
        case (1, _, _): throw .wrongMethod(request, allowed: ["GET", "DELETE"])
        case (2, "remix", "POST"): return try await remix(request, of: path[0])
        case (2, "remix", _): throw .wrongMethod(request, allowed: ["POST"])
        case (2, "content", "GET"), (2, "content", "HEAD"):
            return try await ContentAnswer(service: service, request: request)
                .make(try task(path[0]))
        case (2, "content", _): throw .wrongMethod(request, allowed: ["GET", "HEAD"])
        default: throw .unknownRoute(request)
        }
    }

    /// Accepts any key that is not empty.
    private func checkKey(of request: HTTPRequest) throws(OpenAIError) {
        guard rules.wantsKey || request.header("Authorization") != nil else { return }
        let words = (request.header("Authorization") ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw .noKey }
    }

    private func task(_ id: String) throws(OpenAIError) -> SimulatedTask {
        guard let task = service.tasks.task(id, of: profile) else { throw .unknownVideo(id) }
        return task
    }

    private func create(_ request: HTTPRequest) async throws(OpenAIError) -> HTTPResponse {
        let wanted = try CreateRequest(RequestParameters(request), rules: rules)
        return try await accept(request) { number in
            newTask(
                number, model: wanted.model, prompt: wanted.prompt, seconds: wanted.seconds,
                size: wanted.size, inputDigest: wanted.inputDigest)
        }
    }

    private func remix(
        _ request: HTTPRequest, of id: String
    ) async throws(OpenAIError) -> HTTPResponse {
        let source = try task(id)
        let parameters = try RequestParameters(request)
        try parameters.allow(only: ["prompt"])
        let prompt = try CreateRequest.prompt(in: parameters)
        guard source.phase(at: service.clock()) == .completed else {
            throw OpenAIError(
                status: 400, message: "Video '\(id)' is not completed; only those can be remixed.",
                parameter: "video_id", code: "invalid_value")
        }
        return try await accept(request) { number in
            newTask(
                number, model: source.model, prompt: prompt, seconds: source.seconds,
                size: source.size, remixedFrom: id)
        }
    }

    private func accept(
        _ request: HTTPRequest, _ make: (Int) -> SimulatedTask
    ) async throws(OpenAIError) -> HTTPResponse {
        do throws(SimulatorError) {
            let task = try await service.tasks.accept(
                profile: profile, path: request.path, make: make)
            return answer(task, at: task.createdAt)
        } catch {
            throw .broken(error)
        }
    }

    private func newTask(
        _ number: Int, model: String, prompt: String, seconds: String, size: PixelSize,
        inputDigest: String? = nil, remixedFrom: String? = nil
    ) -> SimulatedTask {
        let markers = PromptMarker.markers(in: prompt)
        let delivery = service.configuration.delivery.changed(by: markers)
        var failure: TaskFailure?
        for case .fail(let code) in markers {
            failure = TaskFailure(
                code: code, message: "The video could not be generated, as the prompt asked.")
        }
        let now = service.clock()
        let end = now + service.configuration.latencyMilliseconds + delivery.lateMilliseconds
        return SimulatedTask(
            id: "video_" + RandomName.hexadecimal(digits: 48), number: number, profile: profile,
            model: model, prompt: prompt, seconds: seconds, size: size, remixedFrom: remixedFrom,
            inputDigest: inputDigest, createdAt: now, endsAt: end,
            expiresAt: end + service.configuration.lifetimeMilliseconds, failure: failure,
            delivery: delivery)
    }

    private func answer(_ task: SimulatedTask, at now: Timestamp) -> HTTPResponse {
        var response = json(VideoObject.make(task, at: now))
        // A tenth of what is left, so that short rehearsals are not slowed down by polling.
        let left = max(0, task.endsAt.milliseconds - now.milliseconds)
        response.headers.append(("openai-poll-after-ms", String(min(10_000, max(50, left / 10)))))
        return response
    }

    private func list(_ request: HTTPRequest) throws(OpenAIError) -> HTTPResponse {
        json(
            try VideoList.make(
                service.tasks.tasks(of: profile), for: request, at: service.clock()))
    }

    private func delete(_ task: SimulatedTask) throws(OpenAIError) -> HTTPResponse {
        switch task.phase(at: service.clock()) {
        case .queued, .inProgress:
            throw OpenAIError(
                status: 400,
                message: "Video '\(task.id)' is still being generated; only completed "
                    + "and failed videos can be deleted.",
                parameter: "video_id", code: "invalid_value")
        case .completed, .failed:
            do throws(SimulatorError) { try service.tasks.delete(task) } catch {
                throw .broken(error)
            }
            return json(
                .object([
                    "id": .string(task.id), "object": .string("video.deleted"),
                    "deleted": .boolean(true),
                ]))
        }
    }

    private func json(_ value: JSONValue) -> HTTPResponse {
        HTTPResponse(status: 200, contentType: "application/json", bytes: value.encoded())
    }
}
