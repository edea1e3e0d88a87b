import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program `soralib-simulator`.
package enum SimulatorProgram {
    /// Serves until a signal comes or the parent is gone.
    ///
    /// - Parameter arguments: the words behind the name of the program.
    /// - Returns: the exit code.
    package static func run(_ arguments: [String]) async -> Int32 {
        // Before anything else: a parent that is gone by then would never be missed.
        let parent = getppid()
        do throws(SimulatorError) {
            switch try SimulatorArguments(arguments) {
            case .help:
                write(SimulatorArguments.helpText, to: STDOUT_FILENO)
            case .serve(let configuration):
                let watch = LifeWatch(parent: configuration.parent ?? parent)
                let simulator = try Simulator(configuration)
                write(Self.greeting(of: simulator), to: STDOUT_FILENO)
                await watch.end()
                simulator.stop()
            }
            return 0
        } catch {
            write("soralib-simulator: \(error)\n", to: STDERR_FILENO)
            return error.exitCode
        }
    }

    /// The line that tells where it serves and, with HTTPS, which certificate is to be trusted.
    private static func greeting(of simulator: Simulator) -> String {
        var text = "{\"url\": \"\(simulator.url)\""
        if let path = simulator.authorityPath {
            let name = String(decoding: JSONValue.string(path).encoded(), as: UTF8.self)
            text += ", \"ca_file\": \(name)"
        }
        return text + "}\n"
    }

    /// Writes at once, past any buffer, so that a parent can wait for the line.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes {
                #if canImport(Glibc)
                    unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
                #else
                    unsafe Darwin.write(descriptor, $0.baseAddress, $0.count)
                #endif
            }
            if count <= 0 { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

extension SimulatorError {
    /// The code of design §8 for this error.
    fileprivate var exitCode: Int32 {
        switch self {
        case .usage: 64
        case .damagedFile, .script: 65
        case .missingFile: 66
        case .cannotListen, .file: 73
        case .rendering, .encryption: 1
        }
    }
}
