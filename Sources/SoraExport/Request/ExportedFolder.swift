import SoraModel
package import SoraSystem

/// The folder of an export, as it was left.
package struct ExportedFolder: Hashable, Sendable {
    /// The export's own UUID, which is in its record too.
    package var uid: String
    /// How many files are soralib's in it, without its records.
    package var files: Int
    /// Their bytes.
    package var bytes: Int64

    /// The UUID of the export in a folder.
    ///
    /// - Returns: `nil` where there is no export, or none that can be read.
    package static func uid(at path: String, files: FileSystem) -> String? {
        let name = "\(path)/\(ExportManifest.name)"
        guard let status = try? files.status(of: name), status.kind == .file,
            let file = try? files.open(name, .read),
            let beginning = try? files.read(file, at: 0, count: 128)
        else { return nil }
        return ExportManifest.uid(in: beginning)
    }
}
