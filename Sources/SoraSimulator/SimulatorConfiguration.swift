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

    package init() {}
}
