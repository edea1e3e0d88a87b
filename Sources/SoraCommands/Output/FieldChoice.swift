import SoraCatalog
import SoraLibrary
import SoraModel

/// Which fields the results of a command have, so that `--fields` is checked before anything is done.
package struct FieldChoice: Sendable {
    /// The names; none where the command has no fields to choose.
    ///
    /// `nil` where what it shows is known only when it runs: such a command changes nothing, and checks
    /// for itself.
    let names: [String]?
    /// What has them, as a person says it.
    let owner: String

    /// The command shows nothing that has fields.
    package static let none = FieldChoice(names: [], owner: "")
    /// What is shown is known only when the command runs.
    static let later = FieldChoice(names: nil, owner: "")

    /// The fields of objects of the catalogue.
    static func objects(_ kinds: ObjectKind...) -> FieldChoice {
        var names: [String] = []
        for field in kinds.flatMap({ ObjectShape.of($0).fields }) where !names.contains(field.name)
        {
            names.append(field.name)
        }
        return FieldChoice(
            names: names, owner: kinds.map(\.rawValue).joined(separator: " or "))
    }

    /// The fields of another result.
    static func results<Result: ResultObject>(of type: Result.Type, _ owner: String) -> FieldChoice
    {
        FieldChoice(names: type.fieldNames, owner: owner)
    }

    /// Checks what a person chose.
    ///
    /// - Throws: one `SoraError` of code `usage` with every problem.
    func check(_ chosen: [String], of command: String) throws(SoraError) {
        guard let names else { return }
        guard !names.isEmpty else {
            throw SoraError(
                .usage, "--fields says nothing to `\(command)`: its result has no fields to choose",
                hint: "leave --fields out")
        }
        var problems: [String] = []
        if chosen.isEmpty { problems.append("--fields names no field") }
        let unknown = chosen.filter { !names.contains($0) }
        if !unknown.isEmpty {
            let near = unknown.flatMap { NearestNames.to($0, in: names, limit: 1) }
            let meant =
                near.isEmpty ? "" : "; did you mean \(near.joined(separator: " and "))?"
            problems.append("a \(owner) has no field \(unknown.joined(separator: ", "))\(meant)")
        }
        // JSON objects must not have a name twice (RFC 8259, section 4).
        for (name, same) in Dictionary(grouping: chosen, by: { $0 }) where same.count > 1 {
            problems.append("--fields names \(name) twice")
        }
        guard problems.isEmpty else {
            throw SoraError.all(
                problems.sorted(), of: "--fields", code: .usage,
                hint: "a \(owner) has the fields \(names.joined(separator: ", "))")
        }
    }
}
