import SoraModel
package import SoraSystem

/// Finds the library that a command is about.
package struct LibraryLocator: Sendable {
    private let files: FileSystem

    package init(files: FileSystem) {
        self.files = files
    }

    /// The library's folder: the one named, else `SORALIB_LIBRARY`, else the nearest folder upwards
    /// from the current one that holds `soralib.sqlite`, else the person's own.
    ///
    /// - Parameters:
    ///   - named: what `--library` said.
    ///   - environment: what `SORALIB_LIBRARY` says.
    ///   - current: the absolute path of the current folder.
    ///   - standard: what the person's settings say, an absolute path.
    ///   - isGone: whether the catalogue may be gone, so that the sidecars are enough.
    /// - Returns: the folder.
    /// - Throws: `SoraError` with code `no_library` when there is none.
    package func locate(
        named: String?, environment: String?, current: String, standard: String? = nil,
        isGone: Bool = false
    ) throws -> LibraryFolder {
        func holdsLibrary(_ folder: String) throws -> Bool {
            try holdsCatalogue(folder) || isGone && holdsSidecars(folder)
        }
        func library(in path: String, named source: String) throws -> LibraryFolder {
            let absolute = path.hasPrefix("/") ? path : current + "/" + path
            if let folder = files.absolutePath(of: absolute), try holdsLibrary(folder) {
                return LibraryFolder(folder)
            }
            if try holdsSidecars(absolute) { throw Self.gone(path) }
            throw SoraError(
                .noLibrary, "there is no library in \(path), which \(source) names",
                hint: "make one with `soralib init \(path)`")
        }
        if let named, !named.isEmpty { return try library(in: named, named: "--library") }
        if let environment, !environment.isEmpty {
            return try library(in: environment, named: "SORALIB_LIBRARY")
        }
        var folder = files.absolutePath(of: current) ?? current
        while true {
            if try holdsLibrary(folder) { return LibraryFolder(folder == "/" ? "" : folder) }
            if try holdsSidecars(folder) { throw Self.gone(folder) }
            guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
        if let standard { return try library(in: standard, named: "your setting library") }
        throw SoraError(
            .noLibrary, "there is no library in \(current), nor in a folder above it",
            hint: "make one with `soralib init DIR`, or name one with `--library DIR`")
    }

    private static func gone(_ path: String) -> SoraError {
        SoraError(
            .noLibrary, "the catalogue of the library in \(path) is gone",
            hint:
                "`soralib --library \(path) library restore` puts back a copy of it; where there is "
                + "none, `library rebuild` makes it anew")
    }

    private func holdsCatalogue(_ folder: String) throws -> Bool {
        try files.status(of: folder + "/soralib.sqlite", followingLinks: true)?.kind == .file
    }

    private func holdsSidecars(_ folder: String) throws -> Bool {
        try files.status(of: folder + "/sidecars", followingLinks: true)?.kind == .folder
            && files.status(of: folder + "/objects", followingLinks: true)?.kind == .folder
    }
}
