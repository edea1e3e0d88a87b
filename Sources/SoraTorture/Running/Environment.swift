import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The environments of the programs that are started.
enum Environment {
    /// The variable in which soralib finds the key.
    static let keyVariable = "SORALIB_TORTURE_KEY"

    /// What every program gets.
    static var plain: [String] {
        var settings = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]
        // Where the Swift libraries are, if the builder had to say so.
        if let path = unsafe getenv("LD_LIBRARY_PATH") {
            settings.append("LD_LIBRARY_PATH=\(unsafe String(cString: path))")
        }
        return settings
    }

    /// What soralib gets.
    static func soralib(
        _ folder: RunFolder, key: String, faults: [PlannedFault], canary: Canary?
    ) -> [String] {
        plain + (canary.map { ["SORALIB_CANARY=\($0.rawValue)"] } ?? [])
            + (faults.isEmpty
                ? [] : ["SORALIB_FAILPOINT=" + faults.map(\.setting).joined(separator: ",")]) + [
                "HOME=\(folder.home)", "TMPDIR=\(folder.temporary)", "\(keyVariable)=\(key)",
            ]
    }
}
