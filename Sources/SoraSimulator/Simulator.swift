/// A service that pretends to generate video, on 127.0.0.1.
package final class Simulator: Sendable {
    private let server: HTTPServer

    /// Starts to serve.
    ///
    /// - Throws: `SimulatorError` when the port or a file cannot be used.
    package convenience init(_ configuration: SimulatorConfiguration) throws(SimulatorError) {
        try self.init(configuration, clock: { .now })
    }

    init(
        _ configuration: SimulatorConfiguration, clock: @escaping @Sendable () -> Timestamp
    ) throws(SimulatorError) {
        let service = SimulatedService(
            tasks: try TaskStore(
                stateFolder: configuration.stateFolder, ledgerPath: configuration.ledgerPath),
            media: MediaCache(workers: 2), configuration: configuration, clock: clock)
        let router = Router(service: service)
        server = try HTTPServer(port: configuration.port) { await router.respond(to: $0) }
    }

    deinit { server.stop() }

    /// Where it serves, such as `http://127.0.0.1:8080`; profiles are below it.
    package var url: String { "http://127.0.0.1:\(server.port)" }

    /// Ends serving; answers on their way are finished, downloads are cut.
    package func stop() { server.stop() }
}
