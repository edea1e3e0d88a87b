/// Rules for the simulator's `--faults`, drawn at random: what goes wrong on the way to the service.
///
/// Left out are lies of the service after which it is right to give up: that a result has expired, that
/// a request is refused, that the key is wrong, or that a task has another one's id.
enum ConnectionFaults {
    /// Where a redirect leads that the harness listens at.
    static let witness = "WITNESS"

    /// One to four rules, as JSON.
    static func rules(using random: inout SeededRandom) -> [String] {
        (0..<random.number(1...4)).map { _ in rule(using: &random) }
    }

    /// A whole script.
    static func script(_ rules: [String], seed: UInt64, witness port: Int) -> String {
        let rules = rules.map {
            $0.split(separator: witness, omittingEmptySubsequences: false)
                .joined(separator: "http://127.0.0.1:\(port)/")
        }
        return "{\"seed\": \(seed % 1_000_000), \"rules\": [\n" + rules.joined(separator: ",\n")
            + "\n]}\n"
    }

    private static func rule(using random: inout SeededRandom) -> String {
        let times = random.number(1...3)
        let chance = random.chance(40) ? ", \"chance\": 0.\(random.number(2...8))" : ""
        func rule(_ action: String, _ condition: String) -> String {
            #"{"action": \#(action), "times": \#(times), "when": {\#(condition)\#(chance)}}"#
        }
        switch random.number(0...99) {
        case 0..<45:
            return rule(orNone(submit, &random), #""method": "POST""#)
        case 45..<65:
            return rule(orNone(poll, &random), #""method": "GET", "path": "*/v1/videos/*""#)
        case 65..<90:
            return rule(orNone(content, &random), #""path": "*/content""#)
        case 90..<95:
            let lie = [#""lag": "2s""#, #""repeat": 2"#, #""omit": 2"#, #""loop": true"#]
            return rule(
                "\"list\", \(orNone(lie, &random))", #""method": "GET", "path": "*/v1/videos""#)
        default:
            return #"{"action": "refuse", "times": \#(times)}"#
        }
    }

    private static func orNone(_ choices: [String], _ random: inout SeededRandom) -> String {
        choices.randomElement(using: &random) ?? choices[0]
    }

    /// What can happen to any exchange.
    private static let any = [
        #""reset_before""#, #""reset_before", "end": "close""#,
        #""reset_after""#, #""reset_after", "end": "close""#,
        #""reset_mid", "after": 30"#, #""reset_mid", "after": 250, "end": "close""#,
        #""delay", "duration": "120ms""#, #""delay", "duration": "150ms", "at": "before_answer""#,
        #""delay", "duration": "80ms", "at": "between""#, #""slow", "bytes_per_second": 20000"#,
        #""length", "is": "too_big""#, #""length", "is": "too_small", "by": 10"#,
        #""length", "is": "missing""#, #""length", "is": "duplicate""#,
        #""length", "is": "negative""#, #""cut", "fraction": 0.7"#,
        #""cut", "fraction": 0.5, "chunked": true"#, #""gzip""#, #""continue_100", "count": 2"#,
        #""garbage""#, #""html_200""#, #""empty_200""#, #""204""#,
        #""429", "retry_after": 0"#, #""429", "retry_after": "past""#,
        #""429", "retry_after": "garbage", "retry_after_ms": 100"#, #""503", "retry_after": 1"#,
        #""5xx_after_accept", "status": 500"#, #""5xx_after_accept", "status": 504"#,
    ]
    private static let submit =
        any + [
            #""html_200", "forward": true"#, #""empty_200", "forward": true"#,
            #""bad_json", "forward": true"#, #""garbage", "forward": true"#,
            #""204", "forward": true"#, #""no_id""#, #""reset_after""#,
            #""5xx_after_accept", "status": 502"#, #""reset_mid", "after": 120"#,
        ]
    private static let poll =
        any + [
            #""status", "values": ["in_progress", "queued", "sleeping"]"#, #""no_result""#,
            #""bad_json""#, #""replace", "status": 404, "body": {"error": {"message": "what?"}}"#,
        ]
    private static let content =
        any + [
            #""416", "size": 5000"#, #""206_wrong_range", "by": 512"#, #""ignore_if_range""#,
            #""ignore_if_range", "strip": "if_range""#,
            #""redirect", "to": "\#(witness)""#, #""redirect", "to": "link_local", "status": 307"#,
            #""redirect", "to": "file""#, #""redirect", "to": "other_host""#,
            #""redirect", "to": "same""#,
            #""replace", "status": 404, "body": "gone""#,
            #""replace", "status": 403, "body": "no""#,
            #""replace", "status": 206, "headers": {"Content-Range": "bytes 0-3/*"}, "body": "ftyp""#,
        ]
}
