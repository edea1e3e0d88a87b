package import SoraModel

extension ProviderProfile {
    /// Reads a profile.
    ///
    /// - Parameters:
    ///   - text: the file's JSON.
    ///   - file: the file's name, for messages.
    /// - Throws: one `SoraError` of code `invalid` that lists every problem.
    package init(text: String, file: String) throws(SoraError) {
        let root: JSONValue
        do {
            root = try JSONText.parse(Array(text.utf8))
        } catch {
            throw SoraError(.invalid, "\(file) \(error.reason)", hint: "write the profile as JSON")
        }
        let notes = ProblemNotes()
        let profile = StrictObject(root, at: "", knows: ProfileFields.profile, notes: notes)
            .map(Self.read)
        guard let profile, notes.all.isEmpty else {
            throw SoraError.all(
                notes.all.count == 1 ? ["\(file): \(notes.all[0])"] : notes.all, of: file,
                hint: "correct the file, then check it with `soralib provider lint \(file)`")
        }
        self = profile
    }

    private static func read(_ file: StrictObject) -> ProviderProfile {
        // In the order of the fields in the file, for so the problems are listed.
        let name = file.text("name")
        let title = file.text("title")
        let dialect = dialect(file)
        let wire = WireProfile(file)
        let prices = file.optionalObject("prices", knows: ProfileFields.prices)
        let currency = prices?.text("currency") ?? ""
        if let prices, !isCurrency(currency) {
            prices.note("currency", "should be three capital letters such as USD")
        }
        let models = file.objects("models", knows: ProfileFields.model)
            .map { ModelProfile($0, currency: currency, isListed: true) }
        let other = file.optionalObject("other_models", knows: ProfileFields.model)
            .map { ModelProfile($0, currency: currency, isListed: false) }
        let concurrency = file.optionalObject("concurrency", knows: ProfileFields.concurrency)
        let profile = ProviderProfile(
            name: name, title: title, dialect: dialect,
            baseURL: baseURL(file),
            wire: wire, models: models, otherModels: other,
            defaultModel: file.text("default_model"),
            priceCurrency: prices.map { _ in currency },
            pricesAsOf: prices.flatMap { Self.date($0, "as_of") },
            promptLimit: file.optionalInteger("prompt_limit", 1...1_000_000) ?? 32_000,
            submitsAtOnce: concurrency?.optionalInteger("submits", 1...64) ?? 4,
            requestsAtOnce: concurrency?.optionalInteger("requests", 1...64) ?? 8,
            durationTolerance: file.optionalNumber("duration_tolerance", 0...60),
            retirement: retirement(file), sources: file.texts("sources", of: "a text") { $0 })
        profile.noteContradictions(in: file)
        return profile
    }

    private func noteContradictions(in file: StrictObject) {
        let isPlain = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        if !isPlain { file.note("name", "\(name) may only have a-z, 0-9 and -") }
        if models.isEmpty, otherModels == nil { file.note("models", "is missing") }
        var seen: Set<String> = []
        for model in modelNames where !seen.insert(model).inserted {
            file.note("models", "\(model) comes twice")
        }
        if !defaultModel.isEmpty, model(named: defaultModel) == nil {
            file.note("default_model", "\(defaultModel) is not in models")
        }
        if wire.list != nil, Dialects.named(dialect)?.hasList == false {
            file.note("operations.list", "the dialect \(dialect) has no list")
        }
        noteMissingWords(in: file)
        if pricesAsOf == nil, models.contains(where: { !$0.prices.isEmpty }) {
            file.note("prices", "is missing, yet models have prices")
        }
    }

    /// The address; one that only some may use is checked again when a provider is added.
    private static func baseURL(_ file: StrictObject) -> String? {
        guard let text = file.optionalText("base_url") else { return nil }
        do throws(SoraError) {
            return try BaseURL(text, allowPrivate: true).text
        } catch {
            for problem in error.eachProblem { file.note("base_url", problem) }
            return nil
        }
    }

    /// Where a service has words for sizes, a size without a word cannot be asked for.
    private func noteMissingWords(in file: StrictObject) {
        for field in wire.create.fields where field.words != nil {
            for model in models + [otherModels].compactMap(\.self) {
                let name = model.id.isEmpty ? "other_models" : model.id
                if model.allSizes.isEmpty {
                    file.note(
                        "models", "\(name) has no sizes, yet \(field.name) has words for them")
                }
                for size in model.allSizes where field.word(for: size.description) == nil {
                    file.note("models", "\(name): \(field.name) has no word for \(size)")
                }
            }
        }
    }

    private static func dialect(_ file: StrictObject) -> String {
        let dialect = file.text("dialect")
        if !dialect.isEmpty, Dialects.named(dialect) == nil {
            file.note("dialect", "\(dialect) is none of \(Dialects.names.joined(separator: ", "))")
        }
        return dialect
    }

    private static func retirement(_ file: StrictObject) -> Retirement? {
        guard let object = file.optionalObject("retirement", knows: ProfileFields.retirement) else {
            return nil
        }
        return Retirement(on: date(object, "on") ?? "", reason: object.text("reason"))
    }

    private static func date(_ object: StrictObject, _ name: String) -> String? {
        let text = object.text(name)
        guard !text.isEmpty else { return nil }
        let noon = WireValue.timestamp(.string("\(text)T12:00:00Z"))
        if text.utf8.count == 10, let noon, noon.iso8601.hasPrefix(text) { return text }
        object.note(name, "\(text) is not a date such as 2026-09-24")
        return nil
    }

    private static func isCurrency(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
