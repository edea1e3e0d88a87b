import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Fetches one URL into a partial file, and follows redirects by its own rules.
struct Fetch {
    let line: Line
    let ready: ResultRequest

    /// How many redirects are followed.
    private static let hops = 5

    /// Sends the request, for the rest where a part is there, and those that redirects lead to.
    ///
    /// Each target is checked as a result URL of the service is; the key goes only to the API's own
    /// origin.
    ///
    /// - Throws: `TransportFailure`; `SoraError` with code `url_refused` for a target that is not
    ///   fetched.
    func run(from offset: Int64, validator: String?, into part: PartFile) async throws
        -> HTTPResponse
    {
        var request = ready.request
        if offset > 0, let validator {
            request.headers["Range"] = "bytes=\(offset)-"
            request.headers["If-Range"] = validator
        }
        for _ in 0...Self.hops {
            let response = try await line.send(request, into: part, key: ready.key)
            guard [301, 302, 303, 307, 308].contains(response.status),
                let location = response.headers["Location"]
            else { return response }
            guard let target = URL(string: location, relativeTo: URL(string: request.url)) else {
                throw Self.refusal("a redirect leads nowhere")
            }
            let address = try ResultAddress(target.absoluteString, of: ready.base)
            // What was asked for under encryption is not fetched without, wherever it lies.
            guard scheme(request.url) != .https || scheme(address.url) == .https else {
                throw Self.refusal("a redirect leads from https to \(Redaction.url(address.url))")
            }
            request.url = address.url
            request.destination = address.destination
            if !address.isOfAPI, !line.has(.keyRedirected) {
                request.headers["Authorization"] = nil
            }
        }
        throw Self.refusal("more than \(Self.hops) redirects")
    }

    /// Fetches into a partial file, and says what came of it.
    func outcome(_ context: SyncContext, into part: PartFile) async throws -> DownloadOutcome {
        if line.isAPI(ready.request.url), !(await line.turn()) { return .stopped }
        let known = part.record
        let judge = ResultJudge(part: part)
        do {
            let response = try await context.control.resumable {
                try await run(from: known.durableBytes, validator: known.validator, into: part)
            }
            return judge.outcome(of: response)
        } catch let error as TransportFailure {
            return judge.outcome(of: error)
        } catch let error as SoraError {
            return error.code == .urlRefused
                ? .refused(code: error.code.rawValue, reason: error.message, evidence: [])
                : .local(error)
        }
    }

    private func scheme(_ url: String) -> HTTPURL.Scheme? { (try? HTTPURL(url))?.scheme }

    private static func refusal(_ reason: String) -> SoraError {
        SoraError(.urlRefused, "the result was not fetched: \(reason)")
    }
}
