/// The port of its own on which results are served that are not fetched through the API.
final class ResultListener: Sendable {
    private let server: HTTPServer
    /// What stands before the server when faults are played.
    private let proxy: Proxy?

    /// Starts to serve on any free port.
    ///
    /// - Parameters:
    ///   - service: whose results.
    ///   - faults: what goes wrong on the way, if anything does.
    /// - Throws: `SimulatorError.cannotListen` when there is no port.
    init(service: SimulatedService, faults: RuleBook?) throws(SimulatorError) {
        let results = ResultServer(service: service)
        guard let faults else {
            server = try HTTPServer(port: 0) { await results.respond(to: $0) }
            proxy = nil
            return
        }
        let server = try HTTPServer { await results.respond(to: $0) }
        self.server = server
        do {
            proxy = try Proxy(
                port: 0, server: server, service: service, faults: faults, tls: nil,
                isForResults: true)
        } catch {
            server.stop()
            throw error
        }
    }

    deinit { stop() }

    /// What the addresses of results begin with.
    var addresses: ResultAddresses {
        ResultAddresses(origin: "http://127.0.0.1:\(proxy?.port ?? server.port)")
    }

    func stop() {
        proxy?.stop()
        server.stop()
    }
}
