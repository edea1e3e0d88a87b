import SoraSystem

/// The programs that are tested, as they were built.
struct Programs: Sendable {
    /// `soralib`.
    let soralib: String
    /// `soralib-simulator`.
    let simulator: String
    /// `strace`, where it is installed.
    let strace: String?
    /// `taskset`, where it is installed.
    let taskset: String?

    /// Finds them in a folder, or beside the running program.
    ///
    /// - Throws: `SoraError` that names the missing one.
    init(folder: String? = nil) throws {
        let helpers = HelperLocator(folders: folder.map { [$0] })
        soralib = try helpers.path(of: "soralib")
        simulator = try helpers.path(of: "soralib-simulator")
        _ = try helpers.path(of: "soralib-media")
        let tools = HelperLocator(folders: ["/usr/bin", "/bin", "/usr/local/bin"])
        strace = try? tools.path(of: "strace")
        taskset = try? tools.path(of: "taskset")
    }
}
