import SoraCatalog
import SoraModel
import SoraSystem

/// Where the catalogue lies, to notice that it is gone: files that are open outlive their names.
struct LibraryPlace {
    private let folder: LibraryFolder
    private let files: FileSystem
    private let device: UInt64?
    private let number: UInt64?

    /// - Throws: `SystemError` when the file system cannot be asked.
    init(_ folder: LibraryFolder, _ files: FileSystem) throws {
        self.folder = folder
        self.files = files
        let status = try files.status(of: folder.database)
        device = status?.device
        number = status?.number
    }

    /// - Throws: `SoraError` of code `io_error` where the catalogue is not there any more.
    func check() throws(SoraError) {
        let status = try? files.status(of: folder.database)
        guard let status, status.device == device, status.number == number else {
            throw SoraError(
                .inputOutput,
                "the library \(folder.path) is not there any more: its disk was taken out, or the "
                    + "folder was moved or removed",
                hint: "when it is back: `soralib --library DIR sync --watch`")
        }
    }
}
