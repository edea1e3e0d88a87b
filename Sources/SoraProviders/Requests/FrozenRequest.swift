package import SoraModel

/// Everything that submitting, polling and fetching one task needs, for its whole life.
///
/// Settings that change later do not reach it: a poll is never redirected. The key is no part of it.
package struct FrozenRequest: Hashable, Sendable, Codable {
    /// The form of the text; higher ones are of newer programs.
    package static let currentVersion = 1

    /// The form of the text.
    package private(set) var version = Self.currentVersion
    /// The service and its address.
    package var endpoint: ProviderEndpoint
    /// What is asked for.
    package var request: GenerationRequest
    /// When the service ends; `nil` where that is not known, or the user forced the request.
    package var retirement: ProviderProfile.Retirement?

    package init(
        endpoint: ProviderEndpoint, request: GenerationRequest,
        retirement: ProviderProfile.Retirement? = nil
    ) {
        self.endpoint = endpoint
        self.request = request
        self.retirement = retirement
    }

    /// Reads what `encodedText()` wrote.
    ///
    /// - Parameter text: the JSON.
    /// - Throws: `SoraError`: `schema` for the text of a newer program, `corrupt` for any other text.
    package init(text: String) throws(SoraError) {
        if let value = try? JSONText.parse(Array(text.utf8)),
            case .integer(let version) = value["version"], version > Self.currentVersion
        {
            throw SoraError(
                .schema, "the frozen request is of version \(version)",
                hint: "use the soralib that queued the task, or a newer one")
        }
        do {
            self = try JSONText.decode(FrozenRequest.self, from: text)
        } catch {
            throw SoraError(
                .corrupt, "the frozen request cannot be read: \(error)",
                hint: "run soralib doctor; soralib task retry queues the request anew")
        }
    }

    /// The request as JSON with sorted keys: the same request is the same text.
    package func encodedText() throws(SoraError) -> String {
        do {
            return String(decoding: try JSONText.bytes(of: self), as: UTF8.self)
        } catch {
            throw SoraError(.failed, "the request cannot be written as JSON: \(error)")
        }
    }
}
