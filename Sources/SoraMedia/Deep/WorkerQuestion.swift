/// What a worker is asked about a file.
struct WorkerQuestion: Sendable {
    /// Whether every frame is decoded too.
    var isDeep = false
    /// Is told how many bytes of the file are done.
    var progress: (@Sendable (Int64) -> Void)?

    /// The word for it in a request.
    var op: String { isDeep ? "deep" : "probe" }
}
