package import SoraProviders

/// What `provider add` and `provider set` change; `nil` leaves a setting as it is.
package struct ProviderSettings: Sendable {
    /// What stands before `/v1`.
    package var baseURL: String?
    /// Where the key is.
    package var key: KeySource?
    /// A file of certificates to trust in place of the system's.
    package var certificateAuthority: String?
    /// Whether private addresses and plain http are accepted.
    package var allowsPrivate: Bool?
    /// How much may be spent there, as `day=5.00USD` or `month=none`; a period that is not named keeps what
    /// it has.
    package var budgets: [String] = []

    package init(
        baseURL: String? = nil, key: KeySource? = nil, certificateAuthority: String? = nil,
        allowsPrivate: Bool? = nil, budgets: [String] = []
    ) {
        self.budgets = budgets
        self.baseURL = baseURL
        self.key = key
        self.certificateAuthority = certificateAuthority
        self.allowsPrivate = allowsPrivate
    }
}
