package import SoraModel

/// What a sync did, and what is left.
package struct SyncSummary: Hashable, Sendable {
    /// Tasks that a service accepted in this run.
    package var submitted = 0
    /// Videos of services that were taken into the catalogue in this run.
    package var adopted = 0
    /// Results that were stored in this run.
    package var downloaded = 0
    /// Of these, what was asked for.
    package var verified = 0
    /// Of these, not what was asked for.
    package var mismatch = 0
    /// Of these, files that do not read.
    package var corrupt = 0
    /// Tasks that failed or were rejected in this run.
    package var failed = 0
    /// Results that were lost to expiry in this run.
    package var expired = 0
    /// Tasks of the selection that are uncertain now.
    package var uncertain = 0
    /// Tasks of the selection that are not at their end now.
    package var waiting = 0
    /// Providers to which nothing is sent until their settings change, by name.
    package var paused: [String] = []
    /// Providers that could not be reached, by name.
    package var unreachable: [String] = []
    /// Providers whose videos could not all be listed, by name.
    package var unlisted: [String] = []
    /// Providers with tasks that wait for money, by name.
    package var overBudget: [String] = []
    /// Whether a paused provider lacks a key or credit.
    package var needsCredentials = false
    /// Whether a paused provider has a wrong address.
    package var needsConfiguration = false
    /// Whether the run was asked to stop.
    package var interrupted = false

    package init() {}

    /// This and what came after it: the counts of both, and what was left in the end.
    package func followed(by later: SyncSummary) -> SyncSummary {
        var sum = later
        sum.submitted += submitted
        sum.adopted += adopted
        sum.downloaded += downloaded
        sum.verified += verified
        sum.mismatch += mismatch
        sum.corrupt += corrupt
        sum.failed += failed
        sum.expired += expired
        sum.unlisted = unlisted.filter { !later.unlisted.contains($0) } + later.unlisted
        return sum
    }

    /// Whether anything was done that a person might want to know of.
    package var hasNews: Bool {
        [submitted, adopted, downloaded, failed, expired].contains { $0 > 0 }
    }

    /// The status that the program ends with: the first that applies, as `docs/exit-codes.md` lists them.
    package var exitStatus: ExitStatus {
        if interrupted { return .interrupted }
        if expired > 0 { return .expired }
        if needsCredentials { return .noPermission }
        if needsConfiguration { return .configuration }
        if !unlisted.isEmpty { return .unavailable }
        if uncertain > 0 { return .decisionNeeded }
        if failed > 0 { return .failure }
        return .success
    }

    /// The summary as one JSON object.
    package var json: String {
        let counts: KeyValuePairs = [
            "submitted": submitted, "downloaded": downloaded,
            "verified": verified,
            "mismatch": mismatch, "corrupt": corrupt, "failed": failed, "expired": expired,
            "uncertain": uncertain, "waiting": waiting,
        ]
        let members =
            counts.map { "\"\($0.key)\":\($0.value)" } + [
                "\"paused\":\(JSONText.array(paused))",
                "\"unreachable\":\(JSONText.array(unreachable))",
                "\"over_budget\":\(JSONText.array(overBudget))",
                "\"adopted\":\(adopted)", "\"unlisted\":\(JSONText.array(unlisted))",
            ]
        return "{\(members.joined(separator: ","))}"
    }
}
