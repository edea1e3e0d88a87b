import SoraSystem

/// The programs that are tested, as they were built.
struct Programs: Sendable {
    /// `soralib`.
    let soralib: String
    /// `soralib-simulator`.
    let simulator: String
    /// `strace`, where it is installed.
    let strace: String?

    /// Finds them in a folder, or beside the running program.
    ///
    /// - Throws: `SoraError` that names the missing one.
    init(folder: String? = nil) throws {
        let helpers = HelperLocator(folders: folder.map { [$0] })
        soralib = try helpers.path(of: "soralib")
        simulator = try helpers.path(of: "soralib-simulator")
        _ = try helpers.path(of: "soralib-media")
        strace = try? HelperLocator(folders: ["/usr/bin", "/usr/local/bin"]).path(of: "strace")
    }
}
