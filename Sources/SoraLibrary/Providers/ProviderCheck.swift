package import SoraModel

/// What an examination of a provider found, without a task of it.
package struct ProviderCheck: ResultObject {
    /// The provider as it is configured.
    package var provider: ProviderDescription
    /// What was looked at, in order.
    package var findings: [Diagnosis] = []
    /// How far the service's clock is ahead of this machine's, in whole seconds; `nil` where it told no time.
    package var clockSkew: Int?
    /// What other services can be asked for, and this one cannot.
    package var inabilities: [String] = []

    package static let fieldNames =
        ProviderDescription.fieldNames.filter { $0 != "scores" } + [
            "inabilities", "clock_skew", "checks",
        ]

    package var values: [ResultValue] {
        zip(ProviderDescription.fieldNames, provider.values).filter { $0.0 != "scores" }.map(\.1)
            + [
                .texts(inabilities), .integer(clockSkew), .objects(findings.map { $0.json() }),
            ]
    }

    /// What the program ends with: an address or a profile that cannot be used, before a key that cannot,
    /// before a service that cannot be reached.
    package var exitStatus: ExitStatus {
        let faults = Set(findings.filter { $0.state == .fault }.map(\.subject))
        if faults.isEmpty { return .success }
        if faults.contains("profile") || faults.contains("address") { return .configuration }
        return faults.contains("key") ? .noPermission : .unavailable
    }
}
