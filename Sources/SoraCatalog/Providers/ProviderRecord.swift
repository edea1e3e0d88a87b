package import SoraModel

/// A configured account at a service.
package struct ProviderRecord: Hashable, Sendable {
    /// Why nothing is submitted to it now.
    package struct Pause: Hashable, Sendable {
        /// `credentials`, `credit` or `address`.
        package var code: String
        /// The service's words; untrusted.
        package var reason: String

        package init(code: String, reason: String) {
            self.code = code
            self.reason = reason
        }
    }

    /// The row number.
    package var id: Int64
    /// The name that the user gave it.
    package var name: String
    /// The profile's name.
    package var profile: String
    /// What stands before `/v1`.
    package var baseURL: String
    /// Where the key is, as JSON; never the key.
    package var keySource: String
    /// A file of certificates to trust in place of the system's.
    package var certificateAuthority: String?
    /// Whether private addresses and plain http are accepted.
    package var allowsPrivate: Bool
    /// Why it is paused, or `nil`.
    package var pause: Pause?
    /// Whether the user removed it.
    package var isRemoved: Bool
    /// How much may be spent at it, the shorter period first.
    package var budgets: [Budget] = []

    package init(
        id: Int64 = 0, name: String, profile: String, baseURL: String, keySource: String,
        certificateAuthority: String? = nil, allowsPrivate: Bool = false, pause: Pause? = nil,
        isRemoved: Bool = false
    ) {
        self.id = id
        self.name = name
        self.profile = profile
        self.baseURL = baseURL
        self.keySource = keySource
        self.certificateAuthority = certificateAuthority
        self.allowsPrivate = allowsPrivate
        self.pause = pause
        self.isRemoved = isRemoved
    }
}
