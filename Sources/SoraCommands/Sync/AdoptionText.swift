import SoraLibrary
import SoraModel
import SoraSync
import SoraTerminal

/// What `soralib sync --adopt` would take over.
struct AdoptionText {
    private let accounts: [Adoption]
    private let library: Library

    init(_ accounts: [Adoption], _ library: Library) {
        self.accounts = accounts
        self.library = library
    }

    /// A sentence on each account.
    var text: String {
        accounts.map { account in
            var words = ["would adopt \(account.new) of \(account.listed)"]
            if account.new > 0 {
                words.append(
                    "about \(HumanFormat.bytes(bytes(account))) (no service says how large they are)"
                )
            }
            if let end = account.firstExpiry { words.append("the first is gone at \(end.iso8601)") }
            if !account.doubtful.isEmpty {
                words.append(
                    "\(account.doubtful.count) may be tasks whose outcome is unknown: see `soralib status`"
                )
            }
            if account.failed > 0 { words.append("\(account.failed) failed there") }
            if account.gone > 0 { words.append("\(account.gone) gone already") }
            if let problem = account.problem {
                words.append("not all could be listed: \(Escaping.oneLine(problem))")
            }
            return "\(Escaping.oneLine(account.provider)): \(words.joined(separator: ", "))\n"
        }.joined()
    }

    /// The same as a list of objects.
    var json: String {
        let rows = accounts.map { account in
            "{\"provider\":\(JSONEscaping.string(account.provider)),\"listed\":\(account.listed),"
                + "\"new\":\(account.new),\"seconds\":\(account.seconds),\"bytes\":null,"
                + "\"estimated_bytes\":\(bytes(account)),"
                + "\"expires_at\":\(account.firstExpiry.map { "\"\($0.iso8601)\"" } ?? "null"),"
                + "\"doubtful\":[\(account.doubtful.map(JSONEscaping.string).joined(separator: ","))],"
                + "\"failed\":\(account.failed),\"gone\":\(account.gone),"
                + "\"problem\":\(account.problem.map(JSONEscaping.string) ?? "null")}"
        }
        return "[\(rows.joined(separator: ","))]"
    }

    private func bytes(_ account: Adoption) -> Int64 {
        account.new == 0 ? 0 : library.usualBytes(ofSeconds: account.seconds)
    }
}
