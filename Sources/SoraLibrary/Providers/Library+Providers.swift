import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// Every provider, by name.
    ///
    /// - Parameter areScored: whether what came of their tasks is counted too, over the newest ten thousand.
    /// - Returns: the providers that are not removed.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func providers(areScored: Bool) throws -> [ProviderDescription] {
        try catalog.providers().map { try describe($0, isScored: areScored) }
    }

    /// One provider.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    package func provider(named name: String) throws -> ProviderDescription {
        try describe(try catalog.provider(named: name))
    }

    /// Adds a provider.
    ///
    /// - Parameters:
    ///   - name: how commands will call it: 1 to 64 letters, digits, `-`, `_` and `.`.
    ///   - profile: the profile's name.
    ///   - settings: its address and key; the address may be left out where the profile has one.
    ///   - isDryRun: whether it is only checked.
    /// - Returns: the provider.
    /// - Throws: `SoraError`: `invalid` with all problems at once, `exists`, `not_found` for the profile.
    package func addProvider(
        _ name: String, profile: String, settings: ProviderSettings, isDryRun: Bool = false
    ) throws -> ProviderDescription {
        let profile = try profiles.profile(named: profile)
        var problems = Self.problems(ofName: name)
        var address = ""
        do {
            address = try ProviderEndpoint(
                profile, baseURL: settings.baseURL, allowPrivate: settings.allowsPrivate ?? false
            ).base.text
        } catch {
            problems += error.eachProblem
        }
        if settings.key == nil {
            problems.append(
                "it is not said where the key is: give --key-env VAR, --key-file FILE, "
                    + "--key-command CMD, or --no-key for a service without keys")
        }
        problems += Self.problems(ofKey: settings.key)
        problems += certificateProblems(settings)
        let budgets = BudgetSettings(settings.budgets, over: [], of: profile)
        problems += budgets.problems
        guard problems.isEmpty else { throw SoraError.all(problems, of: "the provider") }
        var record = ProviderRecord(
            name: name, profile: profile.name, baseURL: address,
            keySource: (settings.key ?? .none).encodedText,
            certificateAuthority: settings.certificateAuthority.map(context.absolute),
            allowsPrivate: settings.allowsPrivate ?? false)
        record.budgets = budgets.budgets
        if isDryRun {
            try catalog.checkFree(providerName: name)
            return try describe(record)
        }
        return try describe(try catalog.addProvider(record))
    }

    /// Changes a provider's settings, which also ends a pause.
    ///
    /// A key belongs to the origin that it was given for: a new address wants the key named anew.
    ///
    /// - Returns: the provider.
    /// - Throws: `SoraError`: `invalid` with all problems at once, `not_found`.
    package func setProvider(
        _ name: String, settings: ProviderSettings, isDryRun: Bool = false
    ) throws -> ProviderDescription {
        var record = try catalog.provider(named: name)
        var problems: [String] = []
        let allowsPrivate = settings.allowsPrivate ?? record.allowsPrivate
        do {
            let before = try? BaseURL(record.baseURL, allowPrivate: true)
            let after = try BaseURL(settings.baseURL ?? record.baseURL, allowPrivate: allowsPrivate)
            if let before, before.origin != after.origin, settings.key == nil,
                record.keySource != KeySource.none.encodedText
            {
                problems.append(
                    "the key was given for \(before.origin), and \(after.origin) is another "
                        + "service: name the key again, with --key-env or the like")
            }
            record.baseURL = after.text
        } catch {
            problems += error.eachProblem
        }
        problems += Self.problems(ofKey: settings.key)
        problems += certificateProblems(settings)
        let budgets = BudgetSettings(
            settings.budgets, over: record.budgets,
            of: try? profiles.profile(named: record.profile))
        problems += budgets.problems
        record.budgets = budgets.budgets
        guard problems.isEmpty else {
            throw SoraError.all(problems, of: "the change of provider \(name)")
        }
        record.allowsPrivate = allowsPrivate
        if let key = settings.key { record.keySource = key.encodedText }
        if let file = settings.certificateAuthority {
            record.certificateAuthority = context.absolute(file)
        }
        if isDryRun { return try describe(record) }
        try catalog.updateProvider(record)
        return try describe(try catalog.provider(named: name))
    }

    /// Hides a provider; its history stays.
    ///
    /// - Throws: `SoraError`: `in_use` while requests of it are on their way, `not_found`.
    package func removeProvider(_ name: String) throws -> ProviderDescription {
        let record = try catalog.provider(named: name)
        try catalog.removeProvider(record)
        var description = try describe(record)
        description.state = .removed
        description.reason = nil
        return description
    }

    func describe(_ record: ProviderRecord, isScored: Bool = true) throws
        -> ProviderDescription
    {
        let profiles = try profiles
        var description = ProviderDescription(
            name: record.name, profile: record.profile, baseURL: record.baseURL,
            key: (try? KeySource(text: record.keySource))?.description ?? "unreadable",
            state: .ready)
        let profile = try? profiles.profile(named: record.profile)
        description.limits = profile.map(ProfileLimits.init)
        if let retirement = profile?.retirement,
            !retirement.allowsSubmit(at: context.system.time.now())
        {
            description.state = .retired
            description.reason = "\(retirement.on): \(retirement.reason)"
        }
        // One that is only checked has no row yet.
        if record.id > 0 { description.spending = try catalog.spending(ofProvider: record.id) }
        if isScored { description.scores = try catalog.scores(ofProvider: record.id) }
        if let pause = record.pause {
            description.state = .paused
            description.reason = pause.reason
        }
        return description
    }

    /// What is wrong with the place of a key.
    ///
    /// Its name is not repeated: who takes the name of a variable for its
    /// value has given the key itself.
    private static func problems(ofKey source: KeySource?) -> [String] {
        guard case .environment(let name) = source,
            name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) == nil
        else { return [] }
        return [
            "what stands behind --key-env is no name of a variable, such as STUDIO_KEY; a key itself "
                + "is never given: put it into the variable or a file, for other programs see a "
                + "command line"
        ]
    }

    private static func problems(ofName name: String) -> [String] {
        var problems: [String] = []
        if name.isEmpty { problems.append("its name is empty") }
        if name.utf8.count > 64 { problems.append("its name is longer than 64 characters") }
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-_.".utf8.contains(byte)
            }
        }
        if !isPlain || name.hasPrefix("-") || name.hasPrefix(".") {
            problems.append(
                "its name \(JSONText.string(name)) may only have letters, digits, -, _ and ., and "
                    + "starts with a letter or digit")
        }
        return problems
    }

    private func certificateProblems(_ settings: ProviderSettings) -> [String] {
        guard let file = settings.certificateAuthority else { return [] }
        let status = try? context.system.files.status(
            of: context.absolute(file), followingLinks: true)
        return status?.kind == .file ? [] : ["there is no file of certificates \(file)"]
    }
}
