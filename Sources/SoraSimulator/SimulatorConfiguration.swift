/// How a simulator is to behave.
package struct SimulatorConfiguration: Sendable {
    /// The port on 127.0.0.1, or 0 for any free one.
    package var port = 0
    /// The file that charges are appended to, or nil.
    package var ledgerPath: String?
    /// The folder in which tasks outlive the simulator, or nil.
    package var stateFolder: String?
    /// How long a task takes, in milliseconds.
    package var latencyMilliseconds: Int64 = 2000
    /// How long a result can be downloaded, in milliseconds.
    package var lifetimeMilliseconds: Int64 = 3_600_000
    /// How every result is delivered, unless its prompt says otherwise.
    var delivery = Delivery()

    /// The script of the faults to play, or nil.
    package var faultsPath: String?
    /// The file that a line is appended to for each fault that is played, or nil.
    package var faultLogPath: String?
    /// The process to end with; nil for the one that started it.
    package var parent: Int32?
    /// How HTTPS is served; nil for HTTP.
    var encryption: Encryption?

    /// How HTTPS is served.
    struct Encryption: Sendable, Equatable {
        /// Where the certificate of the authority is written; nil for a new file of its own.
        var authorityPath: String?
        /// What is wrong with it.
        var fault: TLSFault?
    }

    package init() {}
}
