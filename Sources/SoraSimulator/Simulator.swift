/// A service that pretends to generate video, on 127.0.0.1.
package final class Simulator: Sendable {
    private let server: HTTPServer
    /// What serves results at addresses of their own, on another port.
    private let results: ResultListener
    /// What stands before the server when faults are played or HTTPS is served.
    private let proxy: Proxy?
    private let authority: AuthorityFile?

    /// Starts to serve.
    ///
    /// - Throws: `SimulatorError` when the port or a file cannot be used.
    package convenience init(_ configuration: SimulatorConfiguration) throws(SimulatorError) {
        try self.init(configuration, clock: { .now })
    }

    init(
        _ configuration: SimulatorConfiguration, clock: @escaping @Sendable () -> Timestamp
    ) throws(SimulatorError) {
        // A script with problems must not leave a ledger or a folder behind.
        let script: FaultScript? =
            if let path = configuration.faultsPath { try FaultScriptReader.read(path) } else { nil }
        var service = SimulatedService(
            tasks: try TaskStore(
                stateFolder: configuration.stateFolder, ledgerPath: configuration.ledgerPath),
            media: MediaCache(workers: 2), configuration: configuration, clock: clock)
        let log: FaultLog? =
            if let path = configuration.faultLogPath { try FaultLog(path: path) } else { nil }
        let faults = RuleBook(script ?? FaultScript(), log: log)
        results = try ResultListener(service: service, faults: script == nil ? nil : faults)
        service.results = results.addresses
        let router = Router(service: service)
        guard script != nil || configuration.encryption != nil else {
            server = try HTTPServer(port: configuration.port) { await router.respond(to: $0) }
            proxy = nil
            authority = nil
            return
        }
        let tls: TLSServer? =
            if let encryption = configuration.encryption {
                try TLSServer(fault: encryption.fault)
            } else { nil }
        authority =
            if let tls {
                try AuthorityFile(tls.authority, at: configuration.encryption?.authorityPath)
            } else { nil }
        let server = try HTTPServer { await router.respond(to: $0) }
        self.server = server
        do {
            proxy = try Proxy(
                port: configuration.port, server: server, service: service,
                faults: faults, tls: tls)
        } catch {
            server.stop()
            authority?.remove()
            throw error
        }
    }

    deinit { stop() }

    /// Where it serves, such as `http://127.0.0.1:8080`; profiles are below it.
    package var url: String {
        let scheme = authority == nil ? "http" : "https"
        return "\(scheme)://127.0.0.1:\(proxy?.port ?? server.port)"
    }

    /// The file with the certificate that makes its HTTPS trusted; nil with HTTP.
    package var authorityPath: String? { authority?.path }

    /// Ends serving; answers on their way are finished, downloads are cut.
    package func stop() {
        proxy?.stop()
        server.stop()
        results.stop()
        authority?.remove()
    }
}
