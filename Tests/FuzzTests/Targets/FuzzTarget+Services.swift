import SoraHTTP
import SoraModel

@testable import SoraProviders

/// What services answer, and what describes them.
extension FuzzTarget {
    private static let known = ProfileLibrary().readable()

    static func readProfile(_ bytes: [UInt8]) throws {
        let profile: ProviderProfile
        do {
            profile = try ProviderProfile(
                text: String(decoding: bytes, as: UTF8.self), file: "fuzz.json")
        } catch {
            try Finding.unless(error.code == .invalid, "the error \(error.code)")
            return
        }
        try Finding.unless(!profile.name.isEmpty, "a profile without a name")
        let base = profile.baseURL ?? "https://gateway.example"
        let endpoint = try ProviderEndpoint(profile, baseURL: base, allowPrivate: true)
        let request = GenerationRequest(
            prompt: "a fox", model: profile.defaultModel, seconds: nil, size: nil)
        guard
            let checked = try? RequestRules(profile).check(
                request, at: Timestamp(milliseconds: 1_780_272_000_000))
        else { return }
        let frozen = FrozenRequest(endpoint: endpoint, request: checked.request)
        try Finding.unless(
            try FrozenRequest(text: frozen.encodedText()) == frozen, "it does not freeze")
        _ = try? endpoint.speaker().submission(of: frozen, key: nil, boundary: "b", files: [])
    }

    static func readAnswer(_ bytes: [UInt8]) throws {
        let parts = bytes.split(
            separator: 0x0A, maxSplits: 8, omittingEmptySubsequences: false)
        let words = String(decoding: parts.first ?? [], as: UTF8.self).split(separator: " ")
        let status = words.first.flatMap { Int($0) }.map { min(max($0, 100), 599) } ?? 200
        let name = words.dropFirst().first.map(String.init) ?? "openai-compatible"
        guard let profile = known.first(where: { $0.name == name }) ?? known.first else {
            throw Finding("there are no profiles")
        }
        let end = parts.dropFirst().firstIndex { $0.isEmpty } ?? parts.endIndex - 1
        var headers = HTTPHeaders()
        for line in parts.prefix(end).dropFirst() {
            let field = String(decoding: line, as: UTF8.self).split(separator: ": ", maxSplits: 1)
            if field.count == 2 { headers.append(String(field[0]), String(field[1])) }
        }
        let body = parts.dropFirst(end + 1).joined(separator: [0x0A])
        let response = HTTPResponse(status: status, headers: headers, body: Array(body))
        let endpoint = try ProviderEndpoint(
            profile, baseURL: profile.baseURL ?? "https://gateway.example", allowPrivate: false)
        let frozen = FrozenRequest(
            endpoint: endpoint,
            request: GenerationRequest(
                prompt: "a fox", model: profile.defaultModel, seconds: 8,
                size: PixelSize(width: 1280, height: 720)))
        let speaker = try endpoint.speaker()
        try check(speaker.readSubmission(response, of: frozen), of: status, endpoint.wire)
        if case .status(let told) = speaker.readPoll(response, of: frozen, remoteID: "video_1") {
            try check(told)
            do throws(SoraError) {
                _ = try speaker.download("video_1", poll: told, of: frozen, key: nil)
            } catch {
                try Finding.unless(
                    error.code.rawValue == "url_refused", "the error \(error.code)")
            }
        }
        if case .page(let tasks, _) = speaker.readList(response, of: endpoint) {
            for task in tasks { try check(task) }
        }
    }

    /// Only what proves that nothing was accepted may be sent again.
    private static func check(
        _ outcome: SubmitOutcome, of status: Int, _ wire: WireProfile
    ) throws {
        switch outcome {
        case .accepted(let task):
            if let problem = RemoteID.problem(with: task.remoteID) { throw Finding(problem) }
            try Finding.unless((200..<300).contains(status), "\(status) was accepted")
        case .notAccepted:
            let isProof = (300..<500).contains(status) || wire.notAcceptedStatuses.contains(status)
            try Finding.unless(isProof, "\(status) proves that it was not accepted")
        case .rejected:
            try Finding.unless(status >= 300, "\(status) was rejected")
        case .uncertain: break
        }
    }

    private static func check(_ status: RemoteStatus) throws {
        if let id = status.remoteID, let problem = RemoteID.problem(with: id) {
            throw Finding(problem)
        }
        try Finding.unless(
            status.progress.map { (0...100).contains($0) } ?? true, "the progress")
    }

    static func readAddress(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let base = try BaseURL("https://api.example.com", allowPrivate: false)
        if let address = try? ResultAddress(text, of: base) {
            try Finding.unless(address.url == text, "another URL")
            try Finding.unless(
                text.lowercased().hasPrefix("https://"), "a URL that is not https")
            try Finding.unless(
                address.destination == .publicOnly, "what connects to private addresses")
        }
        for isAllowed in [true, false] {
            guard let read = try? BaseURL(text, allowPrivate: isAllowed) else { continue }
            let again = try BaseURL(read.text, allowPrivate: isAllowed)
            try Finding.unless(again == read, "it reads otherwise once it is written: \(read)")
        }
    }

    static func stripImage(_ bytes: [UInt8]) throws {
        guard let plain = ImageMetadata.stripped(bytes) else { return }
        try Finding.unless(
            ImageMetadata.stripped(plain) == plain, "there is metadata left to strip")
    }
}
