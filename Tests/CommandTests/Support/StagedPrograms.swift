import Foundation
import SoraTestSupport

/// A `systemctl` and a `crontab` of a test's own, found first in `PATH`; each call is written down.
struct StagedPrograms {
    private let folder: TemporaryFolder
    /// What a schedule sees of the world.
    let environment: [String: String]
    /// The folder of the user's units.
    var units: String { folder.file("config/systemd/user") }

    /// - Parameters:
    ///   - systemd: whether there is a `systemctl` that answers.
    ///   - cron: whether there is a `crontab`.
    /// - Throws: when they cannot be written.
    init(systemd: Bool = true, cron: Bool = true) throws {
        folder = try TemporaryFolder()
        environment = ["PATH": folder.file("bin"), "XDG_CONFIG_HOME": folder.file("config")]
        try FileManager.default.createDirectory(
            atPath: folder.file("bin"), withIntermediateDirectories: true)
        if systemd {
            try stage(
                "systemctl",
                """
                echo "systemctl $*" >> '\(folder.path)/calls'
                case "$*" in
                    *"$(/bin/cat '\(folder.path)/failing' 2> /dev/null || echo never)"*) echo 'staged failure' >&2; exit 1 ;;
                    *list-timers*) /bin/cat '\(folder.path)/timers' 2> /dev/null || echo '[]' ;;
                    *ActiveState*) echo ActiveState=active ;;
                    *ExecMainStatus*) /bin/cat '\(folder.path)/ended' 2> /dev/null || echo ExecMainStatus=3 ;;
                esac
                """)
            if let analyze = InstalledProgram.find("systemd-analyze") {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.file("bin/systemd-analyze"), withDestinationPath: analyze)
            }
        }
        if cron {
            try stage(
                "crontab",
                """
                echo "crontab $*" >> '\(folder.path)/calls'
                [ -e '\(folder.path)/broken' ] && { echo 'crontab: staged failure' >&2; exit 1; }
                case "$1" in
                    -l) /bin/cat '\(folder.path)/crontab' 2> /dev/null || { echo 'no crontab for me' >&2; exit 1; } ;;
                    -r) /bin/rm '\(folder.path)/crontab' ;;
                    -) /bin/cat > '\(folder.path)/crontab' ;;
                esac
                """)
        }
    }

    /// The calls so far.
    var calls: [String] {
        (try? String(contentsOfFile: folder.file("calls"), encoding: .utf8))?
            .split(separator: "\n").map(String.init) ?? []
    }

    /// The user's crontab, or `nil`.
    var crontab: Data? { FileManager.default.contents(atPath: folder.file("crontab")) }

    /// Gives the user a crontab.
    func set(crontab: Data) throws {
        try crontab.write(to: URL(fileURLWithPath: folder.file("crontab")))
    }

    /// Lets calls of `systemctl` fail that have these words.
    func fail(_ words: String) throws { try folder.write(Array(words.utf8), to: "failing") }

    /// Lets every call of `crontab` fail.
    func breakCrontab() throws { try folder.write([], to: "broken") }

    /// What `systemctl show` answers of a run's end, one answer a line of properties.
    func set(ended: String) throws { try folder.write(Array((ended + "\n").utf8), to: "ended") }

    /// Puts a program in `PATH`.
    func add(_ name: String, _ lines: String) throws { try stage(name, lines) }

    /// What `systemctl list-timers` answers.
    func set(timers: String) throws { try folder.write(Array(timers.utf8), to: "timers") }

    private func stage(_ name: String, _ lines: String) throws {
        let path = try folder.write(Array("#!/bin/bash\n\(lines)\n".utf8), to: "bin/\(name)")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
}
