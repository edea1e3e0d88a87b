import SoraCatalog
import SoraHTTP
import SoraMedia
import SoraModel
import SoraProviders
import SoraSystem

/// Says what came of an exchange for a result.
struct ResultJudge {
    let part: PartFile

    /// What a whole response means.
    func outcome(of response: HTTPResponse) -> DownloadOutcome {
        switch response.status {
        case 200, 206:
            if let total = part.record.totalBytes, part.bytes != total {
                return part.bytes < total
                    ? .partial(reason: "\(part.bytes) of \(total) bytes came", answered: true)
                    : .refused(
                        code: "not_media",
                        reason: "\(part.bytes) bytes came, \(total) were declared",
                        evidence: [])
            }
            return started()
        case 204, 205, 304:
            return .refused(
                code: "not_media", reason: "the service answers \(response.status), with nothing",
                evidence: [])
        case 416 where part.has(.rangeRefusalIsEnd): return started()
        case 416:
            // Never "done": what is there is not all, and does not belong to what the service has now,
            // or cannot be gone on with.
            return .another(reason: Self.unsatisfied(response, part.record))
        case 408, 425, 429, 500...:
            return .later(
                RetryAdvice(response),
                reason: "the service answers \(response.status) for the result\(words)")
        default:
            // Gateways say in many ways that a result is not there: yet, or any more.
            return .gone(
                reason: "the service answers \(response.status) for the result\(words)", answer: nil
            )
        }
    }

    /// What a partial file means that has all of its bytes already.
    func outcomeOfWhole() -> DownloadOutcome { started() }

    private static func unsatisfied(_ response: HTTPResponse, _ record: DownloadRecord) -> String {
        guard
            case .unsatisfied(let total)? = response.headers["Content-Range"]
                .flatMap({ ContentRange($0) }),
            let known = record.totalBytes, total != known
        else { return "the service does not go on from byte \(record.durableBytes)" }
        return "the service has another result: \(total) bytes, not \(known)"
    }

    /// What a body means of which all bytes came.
    private func started() -> DownloadOutcome {
        let start: [UInt8]
        do {
            start = try part.start()
        } catch {
            return .local(error.forPeople)
        }
        guard MediaSignature.matches(start) == true || part.has(.pageTaken) else {
            return .refused(
                code: "not_media", reason: Self.describe(part.evidence, part.head),
                evidence: part.evidence)
        }
        return .complete(start: start, isLengthKnown: part.record.totalBytes != nil)
    }

    /// What a failed exchange means.
    func outcome(of failure: TransportFailure) -> DownloadOutcome {
        switch failure.reason {
        case .cancelled: return .stopped
        case .stopped:
            switch failure.underlying {
            case PartFile.Refusal.notMedia?:
                return .refused(
                    code: "not_media", reason: Self.describe(part.evidence, part.head),
                    evidence: part.evidence)
            case PartFile.Refusal.encoded(let encoding)?:
                return .refused(
                    code: "not_media", reason: "the service compressed the result (\(encoding))",
                    evidence: [])
            case PartFile.Refusal.tooLarge(let bytes)?:
                return .refused(
                    code: "too_large", reason: "the service declares \(bytes >> 20) MiB",
                    evidence: [])
            case PartFile.Refusal.noRoom(let needed, let free)?:
                return .local(
                    SoraError(
                        .diskFull,
                        "the result needs \(needed >> 20) MiB and \(free >> 20) MiB are free",
                        hint: "free some space, then sync again"))
            case let error as SystemError: return .local(error.forPeople)
            case let error as SoraError: return .local(error)
            default:
                return .another(reason: "the service sent another part than was asked for")
            }
        case .tooLarge:
            return .refused(code: "too_large", reason: failure.message, evidence: [])
        default:
            if part.has(.shortTakenWhole), part.head != nil { return started() }
            return .partial(reason: failure.message, answered: part.head?.isSuccess == true)
        }
    }

    /// What a body that is no media file looks like, for people.
    private static func describe(_ start: [UInt8], _ head: HTTPResponse?) -> String {
        if start.isEmpty { return "the service sent an empty result" }
        let type = head?.headers["Content-Type"].map { " (\($0))" } ?? ""
        let text = String(decoding: start.prefix(200), as: UTF8.self)
        let kind =
            switch text.drop(while: \.isWhitespace).first {
            case "<": "a page"
            case "{", "[": "JSON"
            case "#": "a playlist"
            default: "something that is no media file"
            }
        return "the service sent \(kind)\(type) in place of the video"
    }

    /// The beginning of what came in place of the result.
    private var words: String {
        let text = Redaction.body(Array(part.evidence.prefix(300)))
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.isEmpty ? "" : ": \(text)"
    }
}
