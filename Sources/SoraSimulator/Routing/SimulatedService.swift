/// What the dialects share: tasks, rendered files, the clock and the settings.
struct SimulatedService: Sendable {
    let tasks: TaskStore
    let media: MediaCache
    let configuration: SimulatorConfiguration
    /// The wall clock, which tests replace.
    let clock: @Sendable () -> Timestamp
    /// The results that have addresses of their own.
    var results = ResultAddresses(origin: "")
}
