/// Serves results at addresses of their own, as object stores do: to whoever has the address, until it
/// expires, and to nobody who sends a key.
struct ResultServer: Sendable {
    let service: SimulatedService

    /// Answers a request; every refusal is an XML document with status 403 or 404.
    func respond(to request: HTTPRequest) async -> HTTPResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            return refusal(405, "MethodNotAllowed", "Only GET and HEAD are allowed.")
        }
        // As Azure and S3 answer; a client that does so has given its key to a stranger.
        guard request.header("Authorization") == nil else {
            return refusal(
                403, "InvalidAuthenticationInfo", "Only one way to authenticate is allowed.")
        }
        let parts = request.path.split(separator: "/")
        guard parts.count == 2, parts[1].hasSuffix(".mp4"),
            let task = service.tasks.task(String(parts[1].dropLast(4)), of: String(parts[0]))
        else { return refusal(404, "NoSuchKey", "The specified key does not exist.") }
        guard request.argument("signature") == ResultAddresses.signature(of: task),
            request.argument("expires") == String(task.expiresAt.seconds)
        else { return refusal(403, "SignatureDoesNotMatch", "The signature does not match.") }
        guard service.clock() < task.expiresAt else {
            return refusal(403, "AccessDenied", "Request has expired")
        }
        guard task.phase(at: service.clock()) == .completed else {
            return refusal(404, "NoSuchKey", "The specified key does not exist.")
        }
        do {
            return try await FileAnswer(service: service, request: request).make(task, .video)
        } catch {
            return refusal(500, "InternalError", "The simulator \(error)")
        }
    }

    private func refusal(_ status: Int, _ code: String, _ message: String) -> HTTPResponse {
        let text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<Error><Code>\(code)</Code><Message>\(message)</Message></Error>"
        return HTTPResponse(
            status: status, contentType: "application/xml", bytes: Array(text.utf8))
    }
}
