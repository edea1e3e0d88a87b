/// Reads a script of faults and names everything that is wrong with it.
struct FaultScriptReader {
    private(set) var script = FaultScript()
    private(set) var problems: [String] = []

    /// Reads a file.
    ///
    /// - Throws: `SimulatorError.missingFile` when it cannot be read, `SimulatorError.script` with
    ///   every problem.
    static func read(_ path: String) throws(SimulatorError) -> FaultScript {
        try parse(try InputFile.bytes(of: path), from: path)
    }

    /// - Throws: `SimulatorError.script` with every problem.
    static func parse(
        _ bytes: [UInt8], from path: String
    ) throws(SimulatorError) -> FaultScript {
        let reader = FaultScriptReader(bytes)
        guard reader.problems.isEmpty else {
            throw .script(path: path, problems: reader.problems)
        }
        return reader.script
    }

    private init(_ bytes: [UInt8]) {
        guard let value = JSON.decode(JSONValue.self, from: bytes) else {
            problems = ["not JSON"]
            return
        }
        guard case .object(let object) = value else {
            problems = ["must be an object such as {\"rules\": []}"]
            return
        }
        var fields = FieldReader(object, at: "")
        script.seed = UInt64(fields.integer("seed", in: 0 ... .max) ?? 0)
        if case .array(let rules)? = fields.take("rules") {
            for (index, rule) in rules.enumerated() {
                let (rule, problems) = Self.rule(rule, at: "rules[\(index)]", index: index)
                if let rule { script.rules.append(rule) }
                fields.add(problems)
            }
        } else {
            fields.complain("rules", "must be a list of rules")
        }
        problems = fields.finish()
    }

    private static func rule(
        _ value: JSONValue, at place: String, index: Int
    ) -> (FaultRule?, problems: [String]) {
        guard case .object(let object) = value else {
            return (nil, ["\(place): must be an object such as {\"action\": \"refuse\"}"])
        }
        var fields = FieldReader(object, at: place)
        let name = fields.text("name") ?? String(index + 1)
        let times = fields.integer("times", in: 1 ... .max)
        let (condition, problems) = Self.condition(fields.take("when"), at: "\(place).when")
        fields.add(problems)
        guard let (actionName, action) = ActionReader.action(&fields) else {
            return (nil, fields.problems)
        }
        if action == .refuse, condition.asksForRequest {
            fields.complain(
                "when",
                "refuse comes before any request: only results, connection, nth and chance can be known"
            )
        }
        let rule = FaultRule(
            index: index, name: name, actionName: actionName, when: condition, times: times,
            action: action)
        return (rule, fields.finish())
    }

    private static func condition(
        _ value: JSONValue?, at place: String
    ) -> (FaultCondition, problems: [String]) {
        guard let value else { return (FaultCondition(), []) }
        guard case .object(let object) = value else {
            return (
                FaultCondition(), ["\(place): must be an object such as {\"method\": \"POST\"}"]
            )
        }
        var fields = FieldReader(object, at: place)
        let condition = FaultCondition(
            isForResults: fields.boolean("results") ?? false,
            request: fields.integer("request", in: 1 ... .max),
            nth: fields.integer("nth", in: 1 ... .max),
            connection: fields.integer("connection", in: 1 ... .max),
            isReused: fields.boolean("reused"), method: fields.text("method"),
            path: fields.text("path"), task: fields.text("task"), chance: fields.share("chance"))
        if let method = condition.method, !method.allSatisfy({ "A"..."Z" ~= $0 }) {
            fields.complain("method", "\"\(method)\" is not in capitals, such as POST")
        }
        if let path = condition.path, !path.hasPrefix("/"), !path.hasPrefix("*") {
            fields.complain("path", "\"\(path)\" begins with neither / nor *")
        }
        return (condition, fields.finish())
    }
}

extension FaultCondition {
    fileprivate var asksForRequest: Bool {
        request != nil || isReused != nil || method != nil || path != nil || task != nil
    }
}
