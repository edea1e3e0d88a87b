import SoraArguments
import SoraLibrary
import SoraProviders
import SoraTestSupport
import Synchronization
import Testing

@testable import SoraCommands

/// Holds what commands write as JSON against the schemas of the objects that they declare.
///
/// Every command line that a test runs to its end comes by here, so that all of them check it.
enum OutputContract {
    /// As many objects of a list are looked at: the others are written by the same code.
    private static let most = 50
    private static let schemas = Mutex<[String: SchemaCheck]>([:])

    /// Records what is wrong with the output of a command line.
    static func check(_ words: [String], status: Int32, output: String, errors: String) {
        for problem in problems(words, status: status, output: output, errors: errors) {
            Issue.record("soralib \(words.joined(separator: " ")): \(problem)")
        }
    }

    /// What is wrong with the output of a command line; nothing where no JSON is asked for.
    static func problems(
        _ words: [String], status: Int32, output: String, errors: String
    ) -> [String] {
        guard let isLines = asksForLines(words) else { return [] }
        var problems: [String] = []
        let last = errors.split(separator: "\n").last.map(String.init) ?? ""
        if status != 0, last.hasPrefix("{") {
            problems += self.problems(in: OrderedJSON(last), of: ["error"], isPart: false)
        }
        guard !output.isEmpty, let parsed = parsed(words) else { return problems }
        guard let values = values(in: output, isLines: isLines) else {
            // What was cut off is no JSON; then the status tells.
            return status == 0 ? problems + ["not JSON: \(output.prefix(200))"] : problems
        }
        let isPart = parsed.fields != nil
        let found = parsed.forms.map { form -> [String] in
            switch (values, form.isList) {
            case (.one(.array(let elements)), true):
                elements.prefix(most).flatMap {
                    self.problems(in: $0, of: form.objects, isPart: isPart)
                }
            case (.lines(let elements), _):
                elements.flatMap { self.problems(in: $0, of: form.objects, isPart: isPart) }
            case (.one(.array), false): ["an array, and not one of \(form.objects)"]
            case (.one(let value), false):
                self.problems(in: value, of: form.objects, isPart: isPart)
            case (.one, true): ["one value, and not an array of \(form.objects)"]
            }
        }
        if parsed.forms.isEmpty { return problems + ["JSON of a command that declares none"] }
        return found.contains([]) ? problems : problems + found.flatMap { $0 }
    }

    /// Whether JSON is asked for one object a line; `nil` where it is not asked for.
    private static func asksForLines(_ words: [String]) -> Bool? {
        let words = words.prefix { $0 != "--" }
        for (place, word) in words.enumerated() {
            let next = place + 1 < words.count ? words[place + 1] : ""
            switch word {
            case "--json", "--format=json": return false
            case "--format" where next == "json": return false
            case "--format=jsonl": return true
            case "--format" where next == "jsonl": return true
            default: continue
            }
        }
        return nil
    }

    private static func parsed(
        _ words: [String]
    ) -> (forms: [CommandResult.Form], fields: [String]?)? {
        let parser = CommandParser<CommandContext>(root: SoralibProgram.self, width: 80)
        guard let line = try? parser.parse(words),
            let type = type(of: line.command) as? any SoralibCommand.Type
        else { return nil }
        let fields = line.ancestor(SoralibProgram.self)?.options.chosenFields
        return (type.result.forms, fields)
    }

    private enum Values {
        case one(OrderedJSON)
        case lines([OrderedJSON])
    }

    private static func values(in output: String, isLines: Bool) -> Values? {
        if isLines {
            let lines = output.split(separator: "\n", maxSplits: most).prefix(most)
            let values = lines.compactMap { OrderedJSON(String($0)) }
            return values.count == lines.count ? .lines(values) : nil
        }
        return OrderedJSON(output).map { .one($0) }
    }

    private static func problems(
        in value: OrderedJSON?, of objects: [String], isPart: Bool
    ) -> [String] {
        guard let value = value?.value else { return ["not JSON"] }
        var all: [String] = []
        for object in objects {
            guard let schema = schema(object) else {
                all.append("there is no schema of \(object)")
                continue
            }
            let found = schema.problems(value, isPart: isPart)
            if found.isEmpty { return [] }
            all += found.map { "as \(object), \($0)" }
        }
        return all
    }

    /// The schema of an object, by which members that it does not name are a problem.
    private static func schema(_ name: String) -> SchemaCheck? {
        schemas.withLock { schemas in
            if let schema = schemas[name] { return schema }
            guard let text = try? ObjectSchema(named: name).text, let root = OrderedJSON(text)
            else { return nil }
            let schema = SchemaCheck(root.value, isExact: true)
            schemas[name] = schema
            return schema
        }
    }
}

extension OrderedJSON {
    /// The value without the order of its members.
    var value: JSONValue {
        switch self {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .number(let text): Int64(text).map(JSONValue.integer) ?? .number(Double(text) ?? .nan)
        case .text(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members):
            .object(Dictionary(members.map { ($0.name, $0.value.value) }) { first, _ in first })
        }
    }
}
