import SoraModel
import SoraProviders
import Synchronization

/// The keys of a run, each read once: a command that asks for a password must not be run for every
/// request.
final class KeyRing: Sendable {
    private let keys = Mutex<[String: Task<Result<Secret?, SoraError>, Never>]>([:])

    /// The key of a place, which is read where no one did yet.
    func key(
        from place: String, read: @escaping @Sendable () async -> Result<Secret?, SoraError>
    ) async throws(SoraError) -> Secret? {
        let reading = keys.withLock { keys in
            if let known = keys[place] { return known }
            let reading = Task { await read() }
            keys[place] = reading
            return reading
        }
        return try await reading.value.get()
    }
}
