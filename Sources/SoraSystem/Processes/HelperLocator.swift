package import SoraModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the programs that soralib starts: beside itself, then in `../libexec/soralib/`.
package struct HelperLocator: Sendable {
    private let chosenFolders: [String]?

    /// Looks in these folders; without any, beside the running program.
    package init(folders: [String]? = nil) {
        chosenFolders = folders
    }

    /// The folders that are looked in, in this order; found when asked for, as few commands ask.
    package var folders: [String] { chosenFolders ?? Self.standardFolders }

    /// The path of a helper.
    ///
    /// - Throws: `SoraError` with code `missing_helper` when no folder has it.
    package func path(of helper: String) throws(SoraError) -> String {
        let folders = folders
        for folder in folders {
            let candidate = "\(folder)/\(helper)"
            if unsafe access(candidate, X_OK) == 0 { return candidate }
        }
        throw SoraError(
            .missingHelper,
            "\(helper) is missing: looked in \(folders.joined(separator: " and "))",
            hint: "run `make build`, or reinstall soralib")
    }

    private static var standardFolders: [String] {
        guard let program = runningProgram, let slash = program.lastIndex(of: "/") else {
            return []
        }
        let folder = String(program[..<slash])
        let above = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
        return [folder, "\(above)/libexec/soralib"]
    }

    /// The file of the running program, without links.
    package static var runningProgram: String? {
        #if os(Linux)
            let name = "/proc/self/exe"
        #else
            var size: UInt32 = 0
            unsafe _NSGetExecutablePath(nil, &size)
            var buffer = [CChar](repeating: 0, count: Int(size))
            guard unsafe _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
            let name = unsafe String(cString: buffer)
        #endif
        return FileSystem().absolutePath(of: name)
    }
}
