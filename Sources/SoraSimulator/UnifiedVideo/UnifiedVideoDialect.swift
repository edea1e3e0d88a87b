/// The unified interface of new-api's descendants, and what of their OpenAI-like one serves remixes.
struct UnifiedVideoDialect: Dialect {
    let profile: String
    let service: SimulatedService

    private var intake: TaskIntake { TaskIntake(profile: profile, service: service) }

    func respond(to request: HTTPRequest, path: [String]) async -> HTTPResponse {
        do throws(Refusal) {
            try request.checkKey()
            return try await route(request, path)
        } catch {
            return error.response(as: .newAPI)
        }
    }

    private func route(
        _ request: HTTPRequest, _ path: [String]
    ) async throws(Refusal) -> HTTPResponse {
        switch (request.method, path) {
        case ("POST", ["v1", "video", "create"]): return try await create(request)
        case ("GET", ["v1", "video", "query"]):
            // A task is asked after where it was made.
            let task = try task(request.argument("id") ?? "", isRemix: false)
            return HTTPResponse(json: UnifiedVideoObject(task, service).unified)
        case ("POST", _) where path.count == 4 && path.last == "remix" && isTwin(path):
            return try await remix(request, of: path[2])
        case ("GET", _) where path.count == 3 && isTwin(path):
            let task = try task(path[2], isRemix: true)
            return HTTPResponse(json: UnifiedVideoObject(task, service).twin)
        default: throw .unknownRoute(request)
        }
    }

    private func isTwin(_ path: [String]) -> Bool { path.starts(with: ["v1", "videos"]) }

    private func create(_ request: HTTPRequest) async throws(Refusal) -> HTTPResponse {
        guard request.contentType == "application/json" else { throw .wantsJSON }
        let order = try UnifiedRules.order(RequestParameters(request))
        let task = try await intake.accept(
            order, id: "\(order.model):task_" + RandomName.hexadecimal(digits: 32),
            path: request.path)
        return HTTPResponse(json: UnifiedVideoObject(task, service).unified)
    }

    private func remix(
        _ request: HTTPRequest, of id: String
    ) async throws(Refusal) -> HTTPResponse {
        let parameters = try RequestParameters(request)
        try parameters.allow(only: ["prompt"])
        let prompt = try CreateRequest.prompt(in: parameters)
        guard let source = intake.task(id) else { throw Self.unknown(id) }
        guard source.isPrivate != true else {
            throw Refusal(
                status: 400, message: "the video is private and cannot be remixed",
                code: "invalid_request")
        }
        guard source.phase(at: service.clock()) == .completed else {
            throw Refusal(
                status: 400, message: "the video is not completed", code: "invalid_request")
        }
        let task = try await intake.accept(
            TaskOrder(
                model: source.model, prompt: prompt, seconds: source.seconds, size: source.size,
                remixedFrom: id),
            id: "task_" + RandomName.hexadecimal(digits: 32), path: request.path)
        return HTTPResponse(json: UnifiedVideoObject(task, service).twin)
    }

    private func task(_ id: String, isRemix: Bool) throws(Refusal) -> SimulatedTask {
        guard let task = intake.task(id), (task.remixedFrom != nil) == isRemix else {
            throw Self.unknown(id)
        }
        return task
    }

    private static func unknown(_ id: String) -> Refusal {
        Refusal(status: 400, message: "task_not_exist: \(id)", code: "task_not_exist")
    }
}
