import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// Looks whether a provider can be used: its profile, address, key, network and clock; nothing is
    /// created there and nothing is changed here.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    package func checkProvider(_ name: String) async throws -> ProviderCheck {
        let record = try catalog.provider(named: name)
        var check = ProviderCheck(provider: try describe(record, isScored: false))
        guard let profile = try readProfile(of: record, &check) else { return check }
        check.inabilities = ProfileLimits(profile).inabilities
        let key = await readKey(of: record, &check)
        if let endpoint = readAddress(of: record, profile, &check) {
            await ask(endpoint, record, key, &check)
        }
        return check
    }

    private func readProfile(
        of record: ProviderRecord, _ check: inout ProviderCheck
    ) throws -> ProviderProfile? {
        let known = try profiles
        do throws(SoraError) {
            let profile = try known.profile(named: record.profile)
            var finding = Diagnosis(subject: "profile", state: .good, words: profile.title)
            if let end = profile.retirement, !end.allowsSubmit(at: context.system.time.now()) {
                finding = Diagnosis(
                    subject: "profile", state: .notice, words: end.refusal(of: profile.name),
                    hint: "history stays; queue for another service")
            }
            check.findings.append(finding)
            return profile
        } catch {
            check.findings.append(Self.fault("profile", error))
            return nil
        }
    }

    private func readKey(of record: ProviderRecord, _ check: inout ProviderCheck) async -> Secret? {
        do throws(SoraError) {
            let source = try KeySource(text: record.keySource)
            let key = try await keyReader.key(from: source, of: record.name)
            let words = key == nil ? "the service wants none" : "can be read: \(source)"
            check.findings.append(Diagnosis(subject: "key", state: .good, words: words))
            return key
        } catch {
            check.findings.append(Self.fault("key", error))
            return nil
        }
    }

    private func readAddress(
        of record: ProviderRecord, _ profile: ProviderProfile, _ check: inout ProviderCheck
    ) -> ProviderEndpoint? {
        do throws(SoraError) {
            let endpoint = try ProviderEndpoint(
                profile, baseURL: record.baseURL, allowPrivate: record.allowsPrivate)
            _ = try endpoint.speaker()
            check.findings.append(
                Diagnosis(subject: "address", state: .good, words: endpoint.base.text))
            return endpoint
        } catch {
            check.findings.append(Self.fault("address", error))
            return nil
        }
    }

    /// Asks the service a question that neither makes nor changes anything.
    private func ask(
        _ endpoint: ProviderEndpoint, _ record: ProviderRecord, _ key: Secret?,
        _ check: inout ProviderCheck
    ) async {
        guard let (request, asksForList) = try? question(endpoint, key) else { return }
        var asked = request
        asked.certificateAuthority = record.certificateAuthority
        do throws(TransportFailure) {
            let response = try await context.makeTransport().send(asked, into: nil)
            check.findings += Self.findings(response, asksForList: asksForList, hasKey: key != nil)
            noteClock(response, &check)
        } catch {
            let isAddress = error.reason == .forbiddenAddress || error.reason == .badURL
            var finding = Diagnosis(
                subject: isAddress ? "address" : "service", state: .fault,
                words: "cannot be reached: \(error.message)")
            if error.reason == .tls {
                finding.hint =
                    "TLS failed; for a certificate of your own, `soralib provider set \(record.name) "
                    + "--ca-file FILE`"
            }
            check.findings.append(finding)
        }
    }

    /// The list of tasks where there is one; else the state of a task that nobody has.
    private func question(
        _ endpoint: ProviderEndpoint, _ key: Secret?
    ) throws(SoraError) -> (HTTPRequest, asksForList: Bool) {
        let dialect = try endpoint.speaker()
        if let list = dialect.list(after: nil, of: endpoint, key: key) { return (list, true) }
        let nothing = FrozenRequest(
            endpoint: endpoint, request: GenerationRequest(prompt: "soralib provider check"))
        return (dialect.poll("soralib-provider-check", of: nothing, key: key), false)
    }

    private static func findings(
        _ response: HTTPResponse, asksForList: Bool, hasKey: Bool
    ) -> [Diagnosis] {
        let status = response.status
        let answers = "answers a question with \(status)"
        switch status {
        case 401, 403:
            return [
                Diagnosis(subject: "service", state: .good, words: answers),
                Diagnosis(
                    subject: "key", state: .fault,
                    words: hasKey ? "was refused (\(status))" : "is wanted (\(status))",
                    hint: "see which key the service gave you, and where soralib looks for it"),
            ]
        case 300..<400:
            return [
                Diagnosis(
                    subject: "address", state: .fault,
                    words: "redirects (\(status)), which is not followed with a key",
                    hint: "give the address where it ends up, with --base-url")
            ]
        case 402, 429, 500...:
            return [
                Diagnosis(
                    subject: "service", state: .notice, words: answers,
                    hint: "it can be reached, and may not take requests now")
            ]
        case _ where asksForList && [404, 405].contains(status):
            return [
                Diagnosis(
                    subject: "service", state: .notice, words: answers,
                    hint: "it has no list of tasks there: is the base URL what stands before /v1?")
            ]
        default: return [Diagnosis(subject: "service", state: .good, words: answers)]
        }
    }

    /// From which difference on times of expiry cannot be relied on, in seconds.
    private static let clockTolerance = 120.0

    private func noteClock(_ response: HTTPResponse, _ check: inout ProviderCheck) {
        let now = context.system.time.now()
        guard let date = response.headers["Date"].flatMap({ HTTPDate.parse($0, now: now) }) else {
            check.findings.append(
                Diagnosis(
                    subject: "clock", state: .notice, words: "the service does not tell its time"))
            return
        }
        let skew = date - now
        check.clockSkew = Int(skew.rounded())
        let side = skew < 0 ? "behind" : "ahead of"
        let words =
            "the service's is \(Int(abs(skew).rounded())) s \(side) this machine's"
        check.findings.append(
            abs(skew) <= Self.clockTolerance
                ? Diagnosis(subject: "clock", state: .good, words: words)
                : Diagnosis(
                    subject: "clock", state: .notice, words: words,
                    hint: "set this machine's clock: when results expire is told by the service's"))
    }

    private static func fault(_ subject: String, _ error: SoraError) -> Diagnosis {
        Diagnosis(subject: subject, state: .fault, words: error.message, hint: error.hint)
    }
}
