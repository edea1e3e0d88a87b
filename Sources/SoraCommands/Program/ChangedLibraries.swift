import SoraLibrary
import SoraModel
import Synchronization

/// The libraries that a command opened to change them, so that what follows from the change is done when it ends.
final class ChangedLibraries: Sendable {
    private let libraries = Mutex<[Library]>([])

    /// How long a command waits for sidecars, in seconds: the others are written by those that follow.
    private static let patience = 2.0

    func add(_ library: Library) {
        libraries.withLock { $0.append(library) }
    }

    /// Brings what is kept beside the catalogue up to date.
    ///
    /// - Parameter tell: is told what could not be done; the command itself has succeeded all the same.
    func settle(_ tell: (String) -> Void) {
        for library in libraries.withLock({ $0 }) {
            do {
                let left = try library.writeSidecars(within: Self.patience)
                if left > 0 {
                    tell(
                        "\(left) sidecars are still to be written; later commands do that, or at once "
                            + "`soralib library check --repair`")
                }
            } catch {
                let reason = ErrorReport(error).error.message
                tell(
                    "the records in sidecars/ are behind (\(reason)): "
                        + "`soralib library check --repair` writes them")
            }
        }
    }
}
