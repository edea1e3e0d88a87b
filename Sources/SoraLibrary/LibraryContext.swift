package import SoraHTTP
import SoraModel
package import SoraSystem

/// The world around a library: what a test replaces to stage a failure.
package struct LibraryContext: Sendable {
    /// Files, time and randomness.
    package var system: SystemContext
    /// The variables of the environment.
    package var environment: [String: String]
    /// The absolute path of the current folder.
    package var currentFolder: String
    /// Makes what sends requests; called at the first need of it.
    package var makeTransport: @Sendable () -> any Transport
    /// Finds the helper programs.
    package var helpers: HelperLocator
    /// Runs programs of the system.
    package var programs: ExternalPrograms
    /// The permission bits that files for others do not get: the umask that the program was called with.
    package var creationMask: UInt32
    /// The words of the command that is run, for the history of what it changes; none where it is no command.
    package var command = ""
    /// The library of who stands in none and names none: an absolute path.
    package var standardLibrary: String?

    package init(
        system: SystemContext = SystemContext(), environment: [String: String],
        currentFolder: String, makeTransport: (@Sendable () -> any Transport)? = nil,
        helpers: HelperLocator = HelperLocator(),
        programs: ExternalPrograms = .system, creationMask: UInt32 = 0o077
    ) {
        self.system = system
        self.environment = environment
        self.currentFolder = currentFolder
        self.makeTransport = makeTransport ?? { CurlTransport(version: Version.current) }
        self.helpers = helpers
        self.programs = programs
        self.creationMask = creationMask
    }

    /// A path as it was typed, made absolute; the empty one, which names nothing, stays (path_resolution(7)).
    package func absolute(_ path: String) -> String {
        path.isEmpty || path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
    }

    /// The text of a file of at most 1 MiB that a person named.
    ///
    /// - Throws: `SoraError`: `not_found`, or `invalid` for a file that is no text.
    func text(of file: String) throws(SoraError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try system.files.contents(of: absolute(file), limit: 1 << 20)
        } catch {
            throw error.forPeople
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SoraError(.invalid, "\(file) is not UTF-8 text")
        }
        return text
    }
}
