import Testing

@testable import SoraSimulator

@Suite struct `The command line` {
    @Test func `every option is understood, with a space or an equals sign`() throws {
        let words = [
            "--port", "8080", "--ledger=l.jsonl", "--state", "s", "--latency", "90s",
            "--lifetime=2h", "--deliver", "late=5s,small", "--deliver", "short=1.5s",
        ]
        guard case .serve(let found) = try SimulatorArguments(words) else {
            Issue.record("help was not asked for")
            return
        }
        #expect(found.port == 8080)
        #expect(found.ledgerPath == "l.jsonl")
        #expect(found.stateFolder == "s")
        #expect(found.latencyMilliseconds == 90_000)
        #expect(found.lifetimeMilliseconds == 7_200_000)
        #expect(found.delivery.lateMilliseconds == 5000)
        #expect(found.delivery.shortMilliseconds == 1500)
        #expect(found.delivery.isSmall)
    }

    @Test func `faults and HTTPS are understood`() throws {
        let words = [
            "--tls", "--faults", "f.json", "--fault-log=p.jsonl", "--tls-fault", "expired",
            "--tls-ca=ca.pem",
        ]
        guard case .serve(let found) = try SimulatorArguments(words) else {
            Issue.record("help was not asked for")
            return
        }
        #expect(found.faultsPath == "f.json")
        #expect(found.faultLogPath == "p.jsonl")
        #expect(found.encryption == .init(authorityPath: "ca.pem", fault: .expired))
    }

    @Test(
        arguments: [
            (["--tls-fault", "expired"], "--tls-ca and --tls-fault need --tls"),
            (["--tls-ca", "x"], "--tls-ca and --tls-fault need --tls"),
            (["--fault-log", "x"], "--fault-log needs --faults or --tls-fault"),
            (
                ["--tls", "--tls-fault", "expird"],
                "--tls-fault: \"expird\" is not known; did you mean \"expired\"?"
            ),
        ])
    func `options that need another one say so`(_ words: [String], problem: String) {
        let error = #expect(throws: SimulatorError.self) { try SimulatorArguments(words) }
        #expect(error?.description == problem)
    }

    @Test func `all problems are named at once`() {
        let error = #expect(throws: SimulatorError.self) {
            try SimulatorArguments([
                "--port", "70000", "--speed", "--latency", "soon", "--deliver", "wrong",
                "--deliver", "late", "--ledger",
            ])
        }
        #expect(
            error?.description == """
                --port: "70000" is not a number from 0 to 65535
                unknown argument "--speed"; see --help
                --latency: "soon" is not a length of time such as 500ms, 90s or 15m
                --deliver: "wrong" is none of late=DURATION, short=DURATION, small
                --deliver: "late" is none of late=DURATION, short=DURATION, small
                --ledger needs a value
                """)
    }

    @Test(
        arguments: [
            ("500ms", 500), ("90s", 90_000), ("15m", 900_000), ("2h", 7_200_000),
            ("7d", 604_800_000),
            ("3", 3000), ("1.5s", 1500), ("0", 0), ("", nil), ("s", nil), ("-1s", nil),
            ("1e3", nil),
            ("1.", nil), (".5", nil), ("1 s", nil), ("1.2.3", nil), ("99999999999d", nil),
            ("2w", nil),
        ] as [(String, Int64?)])
    func `lengths of time`(_ text: String, milliseconds: Int64?) {
        #expect(DurationText.milliseconds(text) == milliseconds)
    }

    @Test(
        arguments: [
            ("a [[moderation]] b", [.moderation]), ("[[fail]]", [.fail(code: "processing_error")]),
            ("[[late 5s]][[short 1.5s]]", [.late(milliseconds: 5000), .short(milliseconds: 1500)]),
            ("[[small]] [[html]] [[truncate]]", [.small, .page, .truncate]),
            ("[[cut 2]] [[slow 65536]]", [.cut(times: 2), .slow(bytesPerSecond: 65536)]),
            ("[[nothing]] [[cut]] [[cut x]] [[late]] [[small 2]] [[slow 0]] [[", []),
            ("[[a [[small]]", []),
        ] as [(String, [PromptMarker])])
    func `markers in prompts`(_ prompt: String, markers: [PromptMarker]) {
        #expect(PromptMarker.markers(in: prompt) == markers)
    }
}
