/// Answers with the file of a task, as well or as badly as its prompt asks.
struct FileAnswer {
    let service: SimulatedService
    let request: HTTPRequest

    /// - Throws: an error when the file cannot be made.
    func make(
        _ task: SimulatedTask, _ variant: MediaVariant
    ) async throws -> HTTPResponse {
        if task.delivery.isPage { return page }
        let file = try await service.media.file(MediaKey(clip: task.clip, variant: variant))
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
