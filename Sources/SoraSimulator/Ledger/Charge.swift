/// One accepted request, as a service would bill it: a line of the ledger.
struct Charge: Codable, Sendable {
    /// When it was accepted: ISO 8601 in UTC with milliseconds.
    let time: String
    /// The path of the request, with its profile.
    let path: String
    let profile: String
    let remoteID: String
    /// Equal for requests that ask for the same; see `Fingerprint`.
    let fingerprint: String
    let model: String
    /// The length asked for, in seconds, as the text that was sent.
    let seconds: String
    let size: String
    let prompt: String
    /// How often this profile has accepted this fingerprint, this one included.
    ///
    /// More than the person asked for means that a client paid twice.
    var attempt: Int

    private enum CodingKeys: String, CodingKey {
        case time, path, profile
        case remoteID = "remote_id"
        case fingerprint, model, seconds, size, prompt, attempt
    }
}
