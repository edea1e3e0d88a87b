/// Answers a download of the video, its thumbnail or its sprite sheet.
struct ContentAnswer {
    let service: SimulatedService
    let request: HTTPRequest

    /// - Throws: `OpenAIError` while there is no file, or not any more.
    func make(_ task: SimulatedTask) async throws(OpenAIError) -> HTTPResponse {
        let name = request.argument("variant") ?? "video"
        guard let variant = MediaVariant(rawValue: name) else {
            throw .invalidValue(
                "variant", name,
                rule: "Supported values are: 'video', 'thumbnail', and 'spritesheet'.")
        }
        try checkAvailable(task)
        if task.delivery.isPage { return page }
        let file: MediaFile
        do {
            file = try await service.media.file(MediaKey(clip: task.clip, variant: variant))
        } catch {
            throw .broken(error)
        }
        var response = RangeAnswer(
            bytes: file.bytes, contentType: file.contentType, entityTag: file.entityTag,
            lastModified: task.endsAt.httpDate
        ).make(for: request)
        if request.method == "GET", variant == .video, case .stream(var body) = response.body {
            let count = service.tasks.countDownload(of: task)
            if task.delivery.isTruncated || count <= task.delivery.cuts {
                body.cutAfter = body.range.count / 2
            }
            body.bytesPerSecond = task.delivery.bytesPerSecond
            response.body = .stream(body)
        }
        return response
    }

    private func checkAvailable(_ task: SimulatedTask) throws(OpenAIError) {
        let now = service.clock()
        switch task.phase(at: now) {
        case .queued, .inProgress:
            throw OpenAIError(
                status: 404,
                message: "Video is not ready yet, use GET /v1/videos/{video_id} to check status.",
                parameter: "video_id", code: "video_not_ready")
        case .failed:
            throw OpenAIError(
                status: 400, message: "Video generation failed; there is nothing to download.",
                parameter: "video_id", code: "video_failed")
        case .completed where now >= task.expiresAt:
            let lifetime = service.configuration.lifetimeMilliseconds
            let text =
                lifetime >= 3_600_000
                ? "\(lifetime / 3_600_000) hours" : "\(lifetime / 1000) seconds"
            throw OpenAIError(
                status: 404,
                message: "This video is no longer available. Downloads expire after \(text).",
                parameter: "video_id", code: "video_expired")
        case .completed:
            return
        }
    }

    /// What a captive portal or a broken gateway sends in place of a file.
    private var page: HTTPResponse {
        let text =
            "<!DOCTYPE html><html><head><title>Sign in</title></head>"
            + "<body><h1>Please sign in to continue</h1></body></html>\n"
        return HTTPResponse(
            status: 200, contentType: "text/html; charset=utf-8", bytes: Array(text.utf8))
    }
}

extension SimulatedTask {
    /// The clip that is delivered, which need not be the one asked for.
    var clip: Clip {
        let asked = (Int(seconds) ?? 4) * 1000
        return Clip(
            number: number, seed: Digest.sha256Bytes(Array("\(profile) \(id)".utf8)),
            size: delivery.isSmall ? size.half : size,
            milliseconds: max(100, asked - Int(delivery.shortMilliseconds)))
    }
}
