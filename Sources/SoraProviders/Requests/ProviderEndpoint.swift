package import SoraModel

/// One service at one address: what is needed to speak with it, but for the key.
package struct ProviderEndpoint: Hashable, Sendable {
    /// The profile's name.
    package var profile: String
    /// The code that speaks with the service.
    package var dialect: String
    /// The address.
    package var base: BaseURL
    /// The paths, encodings and words.
    package var wire: WireProfile

    package init(profile: String, dialect: String, base: BaseURL, wire: WireProfile) {
        self.profile = profile
        self.dialect = dialect
        self.base = base
        self.wire = wire
    }

    /// A profile at an address.
    ///
    /// - Parameters:
    ///   - profile: the profile.
    ///   - baseURL: the address, or `nil` for the profile's own.
    ///   - allowPrivate: whether `http` and private addresses are accepted beyond loopback.
    /// - Throws: `SoraError` of code `invalid`: the address is wrong, or there is none.
    package init(
        _ profile: ProviderProfile, baseURL: String?, allowPrivate: Bool
    ) throws(SoraError) {
        guard let address = baseURL ?? profile.baseURL else {
            throw SoraError(
                .invalid, "\(profile.name) has no base URL of its own",
                hint: "add --base-url with what stands before /v1")
        }
        self.init(
            profile: profile.name, dialect: profile.dialect,
            base: try BaseURL(address, allowPrivate: allowPrivate), wire: profile.wire)
    }
}

extension ProviderEndpoint: Codable {
    private enum CodingKeys: String, CodingKey {
        case profile, dialect, wire
        case baseURL = "base_url"
        case allowPrivate = "allow_private"
    }

    /// Reads an endpoint that soralib wrote, and checks its address again.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        profile = try container.decode(String.self, forKey: .profile)
        dialect = try container.decode(String.self, forKey: .dialect)
        wire = try container.decode(WireProfile.self, forKey: .wire)
        base = try BaseURL(
            container.decode(String.self, forKey: .baseURL),
            allowPrivate: container.decode(Bool.self, forKey: .allowPrivate))
    }

    /// Writes the endpoint.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(profile, forKey: .profile)
        try container.encode(dialect, forKey: .dialect)
        try container.encode(wire, forKey: .wire)
        try container.encode(base.text, forKey: .baseURL)
        try container.encode(base.allowsPrivate, forKey: .allowPrivate)
    }
}
