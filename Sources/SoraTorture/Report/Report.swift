import SoraTerminal

/// What all programmes did and found.
package struct Report: Sendable {
    /// One for each programme.
    package var tallies: [Tally] = []
    /// What is needed to replay each run that failed.
    package var failures: [String] = []

    /// Whether every invariant held.
    package var isClean: Bool {
        failures.isEmpty && tallies.allSatisfy { $0.violations == 0 }
    }

    /// The table, and what was noted.
    var text: String {
        let titles = [
            "runs", "kills", "charges", "double charges", "lost paid videos", "integrity errors",
            "secrets found", "other violations", "uncertain left", "seconds",
        ]
        let table = Table(
            columns: [TableColumn("programme")]
                + titles.map { TableColumn($0, alignment: .right) },
            rows: tallies.map { tally in
                [tally.programme.rawValue]
                    + [
                        tally.runs, tally.kills, tally.charges, tally.doubleCharges,
                        tally.lostVideos, tally.integrityErrors, tally.secrets,
                        tally.otherViolations, tally.uncertain, Int(tally.seconds.rounded()),
                    ].map(String.init)
            })
        return table.text(fitting: nil) + tallies.flatMap(\.notes).map { $0 + "\n" }.joined()
    }
}
