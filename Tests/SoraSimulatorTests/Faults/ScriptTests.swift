import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `The script of faults` {
    private func problems(_ json: String) -> [String] {
        do {
            _ = try FaultScriptReader.parse(Array(json.utf8), from: "f.json")
            return []
        } catch .script(_, let problems) {
            return problems
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `every problem is named at once, with what was probably meant`() {
        let found = problems(
            #"""
            {"seed": -1, "rule": [], "rules": [
              {"action": "rest_mid", "when": {"nth": 0}},
              {"action": "reset_mid", "when": {"methd": "POST", "path": "videos"}, "times": 0},
              {"action": "cut", "fraction": 2, "after": 1, "bytes": 7},
              {"action": "redirect", "to": "flie", "status": 304},
              {"action": "429", "retry_after": "pst"},
              {"action": "refuse", "when": {"method": "POST"}},
              {"action": "delay", "duration": "soon", "at": "betwen"},
              {"action": "list"}, {"action": "status", "values": ["a", 3]}, 5, {},
              {"action": "replace", "status": 204, "body": "x", "headers": {"A": 1}},
              {"action": "slow", "bytes_per_second": "fast"}, {"action": "length", "is": "big"}
            ]}
            """#)
        #expect(
            found == [
                "seed: must be a whole number of 0 or more",
                "rules[0].when.nth: must be a whole number of 1 or more",
                "rules[0].action: \"rest_mid\" is not known; did you mean \"reset_mid\"?",
                "rules[1].times: must be a whole number of 1 or more",
                "rules[1].when.path: \"videos\" begins with neither / nor *",
                "rules[1].when.methd: is not known here; did you mean \"method\"?",
                "rules[1].after: is missing",
                "rules[2].fraction: must be a number from 0 to 1",
                "rules[2].bytes: is not known here; known are name, times, when, action, after, "
                    + "fraction, chunked",
                "rules[3].status: 304 is none of 301, 302, 303, 307, 308",
                "rules[3].to: \"flie\" is not known; did you mean \"file\"?",
                "rules[4].retry_after: \"pst\" is not known; did you mean \"past\"?",
                "rules[5].when: refuse comes before any request: only results, connection, nth and "
                    + "chance can be known",
                "rules[6].at: \"betwen\" is not known; did you mean \"between\"?",
                "rules[6].duration: must be a length of time such as \"500ms\", \"90s\" or \"15m\"",
                "rules[7].action: list needs one of lag, repeat, omit, loop",
                "rules[8].values: has a value that is no text",
                "rules[9]: must be an object such as {\"action\": \"refuse\"}",
                "rules[10].action: is missing; known are "
                    + ActionReader.names.joined(separator: ", "),
                "rules[11].headers.A: must be a text on one line, or a list of them",
                "rules[11].body: an answer with status 204 has none",
                "rules[12].bytes_per_second: must be a whole number of 1 or more",
                "rules[13].is: \"big\" is none of too_big, too_small, missing, duplicate, negative",
                "rule: is not known here; did you mean \"rules\"?",
            ])
    }

    @Test(
        arguments: [
            ("", "not JSON"), ("[]", "must be an object such as {\"rules\": []}"),
            ("{}", "rules: must be a list of rules"),
            (#"{"rules": {}}"#, "rules: must be a list of rules"),
        ])
    func `what is no script is said so`(_ json: String, problem: String) {
        #expect(problems(json) == [problem])
    }

    @Test func `a problem ends the program with 65 before it makes a file`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(Data(#"{"rules": [{"action": "slwo"}]}"#.utf8), to: "f.json")
        var configuration = SimulatorConfiguration()
        configuration.faultsPath = script
        configuration.ledgerPath = folder.file("ledger.jsonl")
        let error = #expect(throws: SimulatorError.self) { try Simulator(configuration) }
        #expect(
            error?.description == """
                \(script) has a problem:
                  - rules[0].action: "slwo" is not known; did you mean "slow"?
                """)
        #expect(!FileManager.default.fileExists(atPath: folder.file("ledger.jsonl")))
        configuration.faultsPath = folder.file("none.json")
        #expect(
            throws: SimulatorError.missingFile(
                path: folder.file("none.json"), reason: "No such file or directory")
        ) { try Simulator(configuration) }
    }

    @Test func `every action has an example in the guide, and every example is valid`() throws {
        let guide = try String(contentsOf: Self.guide, encoding: .utf8)
        let examples = guide.components(separatedBy: "```json\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        var actions: Set<String> = []
        for example in examples {
            let json = example.contains("\"rules\"") ? example : "{\"rules\": [\(example)]}"
            #expect(problems(json) == [], "\(example)")
            let script = try FaultScriptReader.parse(Array(json.utf8), from: "guide")
            actions.formUnion(script.rules.map(\.actionName))
        }
        #expect(Set(ActionReader.names).subtracting(actions) == [])
    }

    private static let guide = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/simulator.md")
}
