/// What the command line of the simulator asks for.
enum SimulatorArguments: Sendable {
    case help
    case serve(SimulatorConfiguration)

    /// Reads the words behind the name of the program.
    ///
    /// - Throws: `SimulatorError.usage` with every problem.
    init(_ words: [String]) throws(SimulatorError) {
        var configuration = SimulatorConfiguration()
        var problems: [String] = []
        var servesTLS = false
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--help" || word == "-h" {
                self = .help
                return
            }
            let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(sides[0])
            if word == "--tls" {
                servesTLS = true
                continue
            }
            guard Self.names.contains(name) else {
                problems.append("unknown argument \"\(word)\"; see --help")
                continue
            }
            guard let value = sides.count > 1 ? String(sides[1]) : rest.popFirst() else {
                problems.append("\(name) needs a value")
                continue
            }
            if let problem = configuration.set(name, to: value) { problems.append(problem) }
        }
        if servesTLS {
            configuration.encryption = configuration.encryption ?? .init()
        } else if configuration.encryption != nil {
            problems.append("--tls-ca and --tls-fault need --tls")
        }
        if configuration.faultLogPath != nil, configuration.faultsPath == nil,
            configuration.encryption?.fault == nil
        {
            problems.append("--fault-log needs --faults or --tls-fault")
        }
        guard problems.isEmpty else { throw .usage(problems) }
        self = .serve(configuration)
    }

    private static let names: Set<String> = [
        "--port", "--ledger", "--state", "--latency", "--lifetime", "--deliver", "--faults",
        "--fault-log", "--tls-ca", "--tls-fault", "--parent",
    ]

    static let helpText = """
        usage: soralib-simulator [--port N] [--ledger FILE] [--state DIR] [--latency D]
                                 [--lifetime D] [--deliver HOW] [--faults FILE]
                                 [--fault-log FILE] [--tls] [--tls-ca FILE] [--tls-fault NAME]
                                 [--parent PID]

        Serves video services on 127.0.0.1 that generate nothing and charge nothing, to
        rehearse a batch or to test against. Prints {"url": "http://127.0.0.1:PORT"} when it
        listens. Services: URL/openai/v1 and URL/openai-compatible/v1; any key is accepted.
        It ends on SIGTERM, on SIGINT and with the process that started it.

          --port N        the port; 0, the default, is any free one
          --ledger FILE   append one JSON line for each accepted request, on the disk before
                          the answer is sent
          --state DIR     keep tasks there, so that they are known after a new start
          --latency D     how long a task takes (2s)
          --lifetime D    how long a result can be downloaded (1h)
          --deliver HOW   of every task: late=D, short=D, small; several with commas
          --faults FILE   play the faults of this script; docs/simulator.md describes it
          --fault-log FILE  append one JSON line for each fault that is played
          --tls           serve HTTPS; prints {"url": "https://…", "ca_file": "PATH"}
          --tls-ca FILE   write the certificate to trust there
          --parent PID    end with this process; without it, with the one that started it
          --tls-fault NAME  wrong_name, expired, self_signed, untrusted, tls1.1, cut_handshake

        D is 500ms, 90s, 15m, 2h or 7d; a bare number is seconds.

        Words in a prompt change one task:
          [[moderation]]  the request is refused         [[fail]], [[fail CODE]]  the task fails
          [[late 5s]]     completed so much later        [[short 1.5s]]  so much shorter
          [[small]]       half the width and height      [[html]]        a web page for a clip
          [[truncate]]    every download is cut          [[cut 2]]       the first two are
          [[slow 65536]]  at most so many bytes a second

        """
}

extension SimulatorConfiguration {
    /// Sets an option and gives what is wrong with its value, or nil.
    fileprivate mutating func set(_ name: String, to value: String) -> String? {
        switch name {
        case "--port":
            guard let number = UInt16(value) else {
                return "--port: \"\(value)\" is not a number from 0 to 65535"
            }
            port = Int(number)
        case "--parent":
            guard let number = Int32(value), number > 0 else {
                return "--parent: \"\(value)\" is not the number of a process"
            }
            parent = number
        case "--ledger", "--state", "--faults", "--fault-log", "--tls-ca":
            if value.isEmpty { return "\(name) needs a path" }
            setPath(name, to: value)
        case "--tls-fault":
            guard let fault = TLSFault(rawValue: value) else {
                let names = TLSFault.allCases.map(\.rawValue)
                return "--tls-fault: " + FieldReader.wrong(.string(value), words: names)
            }
            encryption = encryption ?? .init()
            encryption?.fault = fault
        case "--latency", "--lifetime":
            guard let duration = DurationText.milliseconds(value) else {
                return "\(name): \"\(value)\" is not a length of time such as 500ms, 90s or 15m"
            }
            if name == "--latency" {
                latencyMilliseconds = duration
            } else {
                lifetimeMilliseconds = duration
            }
        default:
            return delivery.apply(option: value)
        }
        return nil
    }

    private mutating func setPath(_ name: String, to path: String) {
        switch name {
        case "--ledger": ledgerPath = path
        case "--state": stateFolder = path
        case "--faults": faultsPath = path
        case "--fault-log": faultLogPath = path
        default:
            encryption = encryption ?? .init()
            encryption?.authorityPath = path
        }
    }
}
