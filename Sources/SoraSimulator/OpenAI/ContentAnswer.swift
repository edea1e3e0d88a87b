/// Answers a download of the video, its thumbnail or its sprite sheet.
struct ContentAnswer {
    let service: SimulatedService
    let request: HTTPRequest

    /// - Throws: `Refusal` while there is no file, or not any more.
    func make(_ task: SimulatedTask) async throws(Refusal) -> HTTPResponse {
        let name = request.argument("variant") ?? "video"
        guard let variant = MediaVariant(rawValue: name) else {
            throw .invalidValue(
                "variant", name,
                rule: "Supported values are: 'video', 'thumbnail', and 'spritesheet'.")
        }
        try checkAvailable(task)
        do {
            return try await FileAnswer(service: service, request: request).make(task, variant)
        } catch {
            throw .broken(error)
        }
    }

    private func checkAvailable(_ task: SimulatedTask) throws(Refusal) {
        let now = service.clock()
        switch task.phase(at: now) {
        case .queued, .inProgress:
            throw Refusal(
                status: 404,
                message: "Video is not ready yet, use GET /v1/videos/{video_id} to check status.",
                parameter: "video_id", code: "video_not_ready")
        case .failed:
            throw Refusal(
                status: 400, message: "Video generation failed; there is nothing to download.",
                parameter: "video_id", code: "video_failed")
        case .completed where now >= task.expiresAt:
            let lifetime = service.configuration.lifetimeMilliseconds
            let text =
                lifetime >= 3_600_000
                ? "\(lifetime / 3_600_000) hours" : "\(lifetime / 1000) seconds"
            throw Refusal(
                status: 404,
                message: "This video is no longer available. Downloads expire after \(text).",
                parameter: "video_id", code: "video_expired")
        case .completed:
            return
        }
    }
}
