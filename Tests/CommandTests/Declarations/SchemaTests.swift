import SoraArguments
import SoraCatalog
import SoraCommands
import SoraLibrary
import SoraModel
import Testing

/// The schemas of what commands write.
///
/// That what is written agrees with them is looked at wherever a test runs a command (`OutputContract`).
@Suite struct `The schemas of the objects` {
    private static let all = ObjectSchema.all.filter { $0.name != "profile" }
    private static let commands = CommandTree(SoralibProgram.self).all.compactMap {
        $0.type as? any SoralibCommand.Type
    }

    private func schema(_ name: String) throws -> OrderedJSON {
        try #require(OrderedJSON(try ObjectSchema(named: name).text), "\(name) is no JSON")
    }

    @Test(arguments: [
        ("task", Shape.task), ("video", .video), ("prompt", .prompt), ("image", .image),
        ("probe", .probe), ("error", .error), ("provider", .provider),
        ("provider-check", .providerCheck), ("status", .status), ("sync", .sync),
        ("verify", .verify), ("collection", .collection), ("init", .initialised),
        ("import", .imported), ("export", .exported), ("lineage", .lineage),
    ])
    func `list exactly the fields of the contract, in their order`(name: String, shape: Shape)
        throws
    {
        guard case .object(let fields) = shape else {
            Issue.record("\(name) has no fields")
            return
        }
        let properties = try #require(try schema(name)["properties"])
        #expect(properties.names == fields.map(\.0))
        for (field, kind) in fields {
            var mayBeNull = false
            if case .maybe = kind { mayBeNull = true }
            #expect(Self.takesNull(properties[field]) == mayBeNull, "\(name).\(field)")
        }
    }

    @Test(arguments: [
        (ObjectKind.task, "task"), (.video, "video"), (.prompt, "prompt"), (.image, "image"),
    ])
    func `list exactly the fields of the catalogue's objects`(kind: ObjectKind, name: String)
        throws
    {
        let properties = try #require(try schema(name)["properties"])
        #expect(properties.names == ObjectShape.of(kind).fields.map(\.name))
    }

    @Test(arguments: all.map(\.name))
    func `describe every field, require it, and let further ones come`(name: String) throws {
        let schema = try schema(name)
        #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["title"]?.string == name)
        var objects = [(name, schema)]
        if case .object(let definitions)? = schema["$defs"] {
            objects += definitions.map { ("\(name).\($0.name)", $0.value) }
        }
        for (place, object) in objects {
            #expect(object["description"]?.string?.isEmpty == false, "\(place)")
            let properties = try #require(object["properties"], "\(place)")
            // An error without a remedy has no hint.
            let wanted = properties.names.filter { place != "error" || $0 != "hint" }
            let required = object["required"]?.elements.compactMap(\.string)
            #expect(required == wanted, "\(place)")
            // The columns of an answer are whatever is asked for.
            if place != "row" {
                #expect(object["additionalProperties"] == .bool(true), "\(place)")
            }
            for field in properties.names {
                let description = properties[field]?["description"]?.string ?? ""
                #expect(!description.isEmpty, "\(place).\(field)")
            }
        }
    }

    @Test(arguments: [
        ("lineage", "video"), ("status", "provider"), ("provider-check", "diagnosis"),
    ])
    func `say the same of an object inside another as of the object alone`(
        outer: String, inner: String
    ) throws {
        let definitions = try #require(try schema(outer)["$defs"])
        let alone = try schema(inner)
        for keyword in ["properties", "required", "additionalProperties"] {
            #expect(definitions[inner]?[keyword] == alone[keyword])
        }
        for name in alone["$defs"]?.names ?? [] {
            #expect(definitions[name] == alone["$defs"]?[name], "\(name)")
        }
    }

    @Test func `are those of which the commands say that they write them`() {
        let written = Set(Self.commands.flatMap { $0.result.forms.flatMap(\.objects) })
        // Hooks read the last.
        #expect(written.union(["error", "hook-event"]) == Set(Self.all.map(\.name)))
    }

    @Test(arguments: [
        (["status", "--json"], 0, "{}\n", ""),
        (["list", "--json"], 0, "{\"id\":\"v1\"}\n", ""),
        (["list", "--json", "--fields", "id"], 0, "[{\"id\":\"x\"}]\n", ""),
        (["list", "--json", "--fields", "id"], 0, "[{\"id\":\"v1\",\"new\":1}]\n", ""),
        (["init", "--format", "jsonl"], 0, "{\"library\":\"/l\",\"uid\":1}\n", ""),
        (["init", "--json"], 0, "{\"library\":", ""),
        (["init", "--json"], 65, "", "{\"code\":\"invalid\"}\n"),
        (["schema", "video", "--json"], 0, "{}\n", ""),
    ])
    func `are held against each output`(
        words: [String], status: Int, output: String, errors: String
    ) {
        let problems = OutputContract.problems(
            words, status: Int32(status), output: output, errors: errors)
        #expect(!problems.isEmpty)
    }

    @Test func `let pass what is as it should be`() {
        let good = [
            (["init", "--json"], "{\"library\":\"/l\",\"uid\":\"u\"}\n"),
            (["list", "--json", "--fields", "id"], "[\n{\"id\":\"v1\"}\n]\n"),
            (
                ["list", "--format", "jsonl", "--fields", "id"],
                "{\"id\":\"v1\"}\n{\"id\":\"v2\"}\n"
            ),
            (["list", "--format", "csv"], "id\n"),
        ]
        for (words, output) in good {
            #expect(OutputContract.problems(words, status: 0, output: output, errors: "") == [])
        }
    }

    @Test func `are listed and printed without a library`() async throws {
        let listed = await InProcess.run(["schema", "--json"])
        #expect(listed.status == 0)
        let entries = try #require(OrderedJSON(listed.output)).elements
        #expect(entries.compactMap { $0["name"]?.string } == ObjectSchema.all.map(\.name))
        let printed = await InProcess.run(["schema", "video"])
        #expect(printed.status == 0)
        #expect(OrderedJSON(printed.output)?["title"]?.string == "video")
        let shown = await InProcess.run(["schema"])
        #expect(shown.output.contains("video"))
    }

    @Test func `that do not exist are named, with a near one`() async {
        let outcome = await InProcess.run(["schema", "vidoe"])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("there is no schema of vidoe"))
        #expect(outcome.errors.contains("did you mean video?"))
        let other = await InProcess.run(["schema", "../migrations/m0001_catalogue"])
        #expect(other.status == 66)
        #expect(other.errors.contains("`soralib schema` lists"))
    }

    private static func takesNull(_ property: OrderedJSON?) -> Bool {
        guard let property else { return false }
        if property["type"]?.elements.contains(.text("null")) == true { return true }
        if property["enum"]?.elements.contains(.null) == true { return true }
        return property["anyOf"]?.elements.contains { $0["type"] == .text("null") } == true
    }
}
