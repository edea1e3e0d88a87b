import SoraCatalog
public import SoraModel

extension Library {
    /// Every provider that is not removed, by name.
    ///
    /// - Returns: the providers.
    /// - Throws: `SoraError`: `corrupt`, `io_error` when the catalogue cannot be read.
    @concurrent
    public func providers() async throws(SoraError) -> [Provider] {
        try SoraError.told { try providers(areScored: false).map { Provider($0) } }
    }

    /// Adds an account at a service.
    ///
    /// - Parameters:
    ///   - name: how it will be called: 1 to 64 letters, digits, `-`, `_` and `.`.
    ///   - profile: the profile of the service, such as `openai-compatible`.
    ///   - baseURL: what stands before `/v1`; may be left out where the profile has one.
    ///   - key: where the key is.
    ///   - budgets: the most that may be spent, as in `day=5.00USD` or `month=50.00USD`.
    ///   - allowsPrivate: whether private addresses and plain http are accepted beyond loopback.
    /// - Returns: the provider.
    /// - Throws: `SoraError`: `invalid` with every problem, `exists`, `not_found` for the profile.
    @concurrent
    @discardableResult
    public func addProvider(
        _ name: String, profile: String, baseURL: String? = nil, key: ProviderKey,
        budgets: [String] = [], allowsPrivate: Bool = false
    ) async throws(SoraError) -> Provider {
        try SoraError.told {
            Provider(
                try addProvider(
                    name, profile: profile,
                    settings: ProviderSettings(
                        baseURL: baseURL, key: key.source, allowsPrivate: allowsPrivate,
                        budgets: budgets)))
        }
    }

    /// Stores a prompt; where one of the same text is there, that one gets the title and the tags.
    ///
    /// - Parameters:
    ///   - text: the text, of any length that a service may take; not empty.
    ///   - title: a title, of one line.
    ///   - tags: the tags that it gets.
    /// - Returns: its handle.
    /// - Throws: `SoraError`: `invalid` with every problem.
    @concurrent
    @discardableResult
    public func addPrompt(
        text: String, title: String? = nil, tags: [String] = []
    ) async throws(SoraError) -> Handle {
        try SoraError.told { try stored(try addPrompt(text, title: title, tags: tags)) }
    }

    /// Stores a revision of a prompt; the prompt itself stays as it is.
    ///
    /// - Parameters:
    ///   - prompt: the prompt.
    ///   - text: the new text.
    /// - Returns: the revision; the prompt itself where the text is the same.
    /// - Throws: `SoraError`: `invalid`, `not_found`.
    @concurrent
    public func revisePrompt(
        _ prompt: Handle, text: String
    ) async throws(SoraError) -> Handle {
        try SoraError.told {
            let known = try catalog.resolve(prompt.description, among: [.prompt])
            return try stored(try revisePrompt(known, to: text))
        }
    }

    private func stored(_ prompt: StoredPrompt) throws(SoraError) -> Handle {
        guard let handle = prompt.handle else {
            throw SoraError(.failed, "the prompt was not stored")
        }
        return handle
    }
}
