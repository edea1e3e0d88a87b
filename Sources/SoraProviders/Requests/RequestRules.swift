package import SoraModel

/// Checks a request against a profile, without any network, and fills in what was left out.
package struct RequestRules: Sendable {
    /// A request that the service should accept.
    package struct Checked: Hashable, Sendable {
        /// The request with the defaults filled in.
        package var request: GenerationRequest
        /// What it should cost, or `nil` where no price is known.
        package var estimate: Money?
        /// What the service may refuse nevertheless, each a sentence without a full stop.
        package var warnings: [String]
        /// How closely the result has to keep to the request.
        package var expectation = MediaExpectation()
    }

    let profile: ProviderProfile
    private(set) var others: [ProviderProfile]

    /// Makes the rules of one profile.
    ///
    /// - Parameters:
    ///   - profile: the service's.
    ///   - others: further profiles, named where they can do what this one cannot.
    package init(_ profile: ProviderProfile, others: [ProviderProfile] = []) {
        self.profile = profile
        self.others = others.filter { $0.name != profile.name }
    }

    /// Checks a request in full.
    ///
    /// - Parameters:
    ///   - request: what is asked for.
    ///   - now: the time, for services that have ended.
    ///   - force: whether to accept a service that has ended.
    ///   - isParentComing: whether the service's name for the parent is only known later.
    /// - Returns: the request with defaults, its estimate, and warnings.
    /// - Throws: one `SoraError` of code `invalid` that lists every problem.
    package func check(
        _ request: GenerationRequest, at now: Timestamp, force: Bool = false,
        isParentComing: Bool = false
    ) throws(SoraError) -> Checked {
        var rules = self
        // Nobody is sent to a service that has ended.
        rules.others.removeAll { !($0.retirement?.allowsSubmit(at: now) ?? true) }
        return try rules.checkInFull(
            request, at: now, force: force, isParentComing: isParentComing)
    }

    private func checkInFull(
        _ request: GenerationRequest, at now: Timestamp, force: Bool, isParentComing: Bool
    ) throws(SoraError) -> Checked {
        var checked = Checked(request: request, estimate: nil, warnings: [])
        var problems = promptProblems(request)
        if let retirement = profile.retirement {
            if !retirement.allowsSubmit(at: now), !force {
                problems.append(retirement.refusal(of: profile.name))
            } else if force {
                checked.warnings.append("\(profile.name) ended on \(retirement.on)")
            }
        }
        problems += operationProblems(request, isParentComing: isParentComing)
        let sent = Set(profile.wire.operation(for: request.operation)?.fields.map(\.value) ?? [])
        if sent.contains(.model), checked.request.model == nil {
            checked.request.model = profile.defaultModel
        }
        let model = limits(of: checked.request.model, problems: &problems)
        checkStoryboard(&checked, &problems)
        if let model {
            noteNearMiss(&checked)
            if sent.contains(.seconds) { fillSeconds(&checked, model, &problems) }
            if sent.contains(.size) || sent.contains(.aspectRatio) {
                fillGeometry(&checked, model, takesRatio: sent.contains(.aspectRatio), &problems)
            }
            if let style = checked.request.style, sent.contains(.style) {
                check(style, of: model, &checked, &problems)
            }
        }
        checkImages(&checked, model, &problems)
        problems += problemsOfExtras(request, sent)
        guard problems.isEmpty else { throw SoraError.all(problems, of: "the request") }
        checked.estimate = estimate(checked.request)
        checked.expectation = expectation(of: checked.request, model)
        return checked
    }

    /// What a request should cost; `nil` where the profile knows no price for it.
    package func estimate(_ request: GenerationRequest) -> Money? {
        guard let model = request.model.flatMap(profile.model(named:)),
            let seconds = request.seconds,
            let price = model.pricePerSecond(at: request.size)
        else { return nil }
        let (micros, overflow) = price.micros.multipliedReportingOverflow(by: Int64(seconds))
        return overflow ? nil : Money(micros: micros, currency: price.currency)
    }

    private func promptProblems(_ request: GenerationRequest) -> [String] {
        let prompt = request.sentPrompt
        if request.storyboard == nil, prompt.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            return ["the prompt is empty"]
        }
        let count = prompt.unicodeScalars.count
        guard count > profile.promptLimit else { return [] }
        return [
            "the prompt has \(count) characters; \(profile.name) takes at most "
                + "\(profile.promptLimit)"
        ]
    }

    private func operationProblems(
        _ request: GenerationRequest, isParentComing: Bool
    ) -> [String] {
        let operation = request.operation
        guard profile.wire.operation(for: operation) != nil else {
            let able = [TaskOperation.remix, .edit, .extend]
                .filter { profile.wire.operation(for: $0) != nil }.map(\.rawValue)
            let other = able.isEmpty ? "" : ", only \(able.joined(separator: ", "))"
            return ["\(profile.name) has no \(operation.rawValue)\(other)"]
        }
        if operation == .create || isParentComing { return [] }
        guard let parent = request.parent else {
            return [
                "the video to \(operation.rawValue) is not known to \(profile.name): it has no remote id"
            ]
        }
        return RemoteID.problem(with: parent).map { ["the remote id of the parent \($0)"] } ?? []
    }

    private func limits(of name: String?, problems: inout [String]) -> ModelProfile? {
        guard let name else { return nil }
        if WireValue.trim(name).isEmpty {
            problems.append("the model's name is empty")
            return nil
        }
        if let model = profile.model(named: name) { return model }
        let near = NearestNames.to(name, in: profile.modelNames)
        let hint =
            near.isEmpty
            ? "it has \(profile.models.map(\.id).joined(separator: ", "))"
            : "did you mean \(near.joined(separator: " or "))?"
        let elsewhere = others.filter { $0.models.contains { $0.isCalled(name) } }.map(\.name)
        let at = elsewhere.isEmpty ? "" : "; \(Self.have(elsewhere)) it"
        problems.append("\(profile.name) has no model \(name); \(hint)\(at)")
        return nil
    }

    /// A service that takes any model takes a slip of the pen too: nothing is known of what it costs.
    private func noteNearMiss(_ checked: inout Checked) {
        guard let name = checked.request.model, !profile.modelNames.contains(name) else { return }
        let near = NearestNames.to(name, in: profile.modelNames)
        guard !near.isEmpty else { return }
        checked.warnings.append(
            "\(profile.name) lists no model \(name); did you mean \(near.joined(separator: " or "))?"
        )
    }

    /// Names with the verb that goes with them: `a has`, `a, b and c have`; no more than the first five.
    static func have(_ names: [String]) -> String {
        var names = names
        if names.count > 5 { names = names.prefix(4) + ["\(names.count - 4) more"] }
        guard let last = names.last, names.count > 1 else { return "\(names.joined()) has" }
        return "\(names.dropLast().joined(separator: ", ")) and \(last) have"
    }

    private func fillSeconds(
        _ checked: inout Checked, _ model: ModelProfile, _ problems: inout [String]
    ) {
        guard let seconds = checked.request.seconds else {
            checked.request.seconds = model.defaultSeconds
            return
        }
        let name = checked.request.model ?? model.id
        guard (1...3600).contains(seconds) else {
            problems.append("\(seconds) seconds are not between 1 and 3600")
            return
        }
        if model.seconds.isEmpty || model.seconds.contains(seconds) { return }
        if model.unconfirmedSeconds.contains(seconds) {
            checked.warnings.append(
                "not every page of the service has \(seconds) seconds for \(name); it may refuse")
            return
        }
        let allowed = (model.seconds + model.unconfirmedSeconds).sorted().map(String.init)
        let places = places { $0.seconds.contains(seconds) }
        let other = places.isEmpty ? "" : "; \(Self.have(places)) it"
        problems.append(
            "\(name) makes no \(seconds) seconds, only \(allowed.joined(separator: ", "))\(other)")
    }
}

extension RequestRules {
    /// The models, this profile's first, that are able to do something.
    func places(_ isAble: (ModelProfile) -> Bool) -> [String] {
        let here = profile.models.filter(isAble).map(\.id)
        let there = others.flatMap { other in
            other.models.filter(isAble).map { "\($0.id) of \(other.name)" }
        }
        return here + there
    }
}

extension ProviderProfile.Retirement {
    /// Whether a request may be submitted at that time.
    package func allowsSubmit(at now: Timestamp) -> Bool {
        now.iso8601.prefix(10) < on
    }

    /// Why nothing is submitted any more.
    package func refusal(of name: String) -> String {
        "\(name) ended on \(on): \(reason)"
    }
}
