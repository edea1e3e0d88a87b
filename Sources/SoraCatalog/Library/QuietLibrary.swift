import SoraModel
package import SoraSystem

/// Holds off syncs and imports while this value lives: for work that would pull the ground from under them.
package struct QuietLibrary: ~Copyable {
    private let running: FileLock
    private let importing: FileLock

    /// Takes both locks, without waiting.
    ///
    /// - Parameters:
    ///   - folder: the library's folder.
    ///   - files: the file system.
    ///   - hint: what to do when one is not free.
    /// - Throws: `SoraError` of code `locked` while a sync or an import runs; `SystemError`.
    package init(_ folder: LibraryFolder, files: FileSystem, hint: String) throws {
        guard let running = try FileLock.tryTaking(folder.runLock, files: files) else {
            throw SoraError(.locked, "a sync of \(folder.path) is running", hint: hint)
        }
        guard let importing = try FileLock.tryTaking(folder.importLock, files: files) else {
            throw SoraError(.locked, "an import into \(folder.path) is running", hint: hint)
        }
        self.running = running
        self.importing = importing
    }
}
