import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// Tells what came of taking records in.
struct LoadReport {
    let summary: LoadSummary
    let isDryRun: Bool

    /// How many conflicts a person is shown.
    private static let shownConflicts = 20

    func write(to context: CommandContext) throws {
        try context.write(json: json) {
            let added = Self.count(summary.added)
            let known = Self.count(summary.known)
            return "\(isDryRun ? "Would load" : "Loaded") \(added.isEmpty ? "nothing new" : added)"
                + (known.isEmpty ? "" : "; known already: \(known), \(summary.changed) changed")
                + "\n"
        }
        if summary.missing > 0 {
            context.say(
                "\(summary.missing) of the videos have no file here: put them into objects/, then "
                    + "`soralib library check --repair`")
        }
        for conflict in summary.conflicts.prefix(Self.shownConflicts) {
            context.say(
                "\(conflict.object): both sides changed the \(conflict.field); "
                    + "kept \(Self.shown(conflict.kept)), dropped \(Self.shown(conflict.dropped))")
        }
        let more = summary.conflicts.count - Self.shownConflicts
        if more > 0 { context.say("and \(more) more; --json tells all") }
        if !summary.held.isEmpty {
            context.say(
                "held, for the other library may send them: \(Self.list(summary.held)); "
                    + "`soralib task release` those that it will not")
        }
        if !summary.uncertain.isEmpty {
            context.say(
                "to be decided: \(Self.list(summary.uncertain)); see `soralib task resolve`")
        }
    }

    private static func count(_ counts: [String: Int]) -> String {
        counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            .map { "\($0.value) \($0.key)\($0.value == 1 ? "" : "s")" }.joined(separator: ", ")
    }

    private static func shown(_ value: String?) -> String {
        value.map { "“\(Escaping.oneLine(String($0.prefix(60))))”" } ?? "none"
    }

    private static func list(_ handles: [Handle]) -> String {
        handles.prefix(20).map(\.description).joined(separator: " ")
            + (handles.count > 20 ? " and \(handles.count - 20) more" : "")
    }

    private var json: String {
        func object(_ counts: [String: Int]) -> String {
            "{"
                + counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
                .joined(separator: ",") + "}"
        }
        func text(_ value: String?) -> String { value.map(JSONEscaping.string) ?? "null" }
        func array(_ handles: [Handle]) -> String {
            "[" + handles.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        }
        let conflicts = summary.conflicts.map {
            "{\"id\":\"\($0.object)\",\"field\":\"\($0.field)\",\"kept\":\(text($0.kept)),"
                + "\"dropped\":\(text($0.dropped))}"
        }
        return "{\"added\":\(object(summary.added)),\"known\":\(object(summary.known)),"
            + "\"changed\":\(summary.changed),\"missing\":\(summary.missing),"
            + "\"conflicts\":[\(conflicts.joined(separator: ","))],"
            + "\"held\":\(array(summary.held)),\"uncertain\":\(array(summary.uncertain))}"
    }
}
