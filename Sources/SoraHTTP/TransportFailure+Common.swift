extension TransportFailure {
    /// The task was cancelled before anything was sent.
    static let cancelled = TransportFailure(
        .cancelled, requestMayHaveLeft: false, message: "the request was cancelled")

    /// The system gives no thread.
    static let noThread = TransportFailure(
        .unavailable, requestMayHaveLeft: false,
        message: "the system gives no further thread: try again when the machine is less busy")
}

extension TransportFailure {
    /// The transport was told to end.
    static let shutDown = TransportFailure(
        .cancelled, requestMayHaveLeft: false, message: "the transport was shut down")

    /// libcurl gives no handle.
    static let noMemory = TransportFailure(
        .unavailable, requestMayHaveLeft: false,
        message: "libcurl gives no handle: the machine is short of memory")
}
