/// The port of its own on which results are served that are not fetched through the API.
final class ResultListener: Sendable {
    private let server: HTTPServer

    /// Starts to serve on any free port.
    ///
    /// - Throws: `SimulatorError.cannotListen` when there is none.
    init(service: SimulatedService) throws(SimulatorError) {
        let results = ResultServer(service: service)
        server = try HTTPServer(port: 0) { await results.respond(to: $0) }
    }

    deinit { stop() }

    /// What the addresses of results begin with.
    var addresses: ResultAddresses {
        ResultAddresses(origin: "http://127.0.0.1:\(server.port)")
    }

    func stop() { server.stop() }
}
