package import SoraModel

/// Whether what a task starts from is there, so that it can be sent.
package enum Footing: Hashable, Sendable {
    /// It is, or nothing has to be.
    case ready
    /// That task has yet to bring it.
    case waiting(for: Handle)
    /// It will never be there; that object was to bring it, and this is why it does not.
    case gone(Handle, reason: String)

    /// Whether the task can be sent.
    package var isReady: Bool { self == .ready }
}
