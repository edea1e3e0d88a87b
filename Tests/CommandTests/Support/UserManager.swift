import Foundation
import SoraTestSupport

#if canImport(Glibc)
    import Glibc
#endif

/// A systemd of a user without privileges, in a mount namespace of its own: what a user's timers run under.
///
/// It needs root to make the surroundings (a `/run` of its own and a cgroup), and nothing of it is left on the machine.
struct UserManager {
    /// Why there can be none here, or `nil`.
    static var obstacle: String? {
        #if !arch(x86_64)
            return "the probe knows the system calls of x86-64 only"
        #endif
        guard getuid() == 0 else {
            return "only root can make the surroundings of a systemd of a user"
        }
        for name in ["unshare", "setpriv", "mount", "systemctl"]
        where InstalledProgram.find(name) == nil {
            return "there is no \(name)"
        }
        guard FileManager.default.isExecutableFile(atPath: systemd) else {
            return "there is no systemd"
        }
        guard
            FileManager.default.fileExists(atPath: "/sys/fs/cgroup/systemd")
                || FileManager.default.fileExists(atPath: "/sys/fs/cgroup/cgroup.controllers")
        else { return "there are no cgroups that systemd knows" }
        return nil
    }

    private static let systemd = "/lib/systemd/systemd"
    /// The user that it is of: nobody.
    static let user = 65534

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        for name in ["home", "work"] {
            try FileManager.default.createDirectory(
                atPath: folder.file(name), withIntermediateDirectories: true)
            chown(folder.file(name), uid_t(Self.user), gid_t(Self.user))
        }
    }

    /// The user's home.
    var home: String { folder.file("home") }
    /// A folder that the user may write.
    var work: String { folder.file("work") }

    /// Runs lines of bash as the user, beside a manager that answers; `$SORALIB` is the program.
    func run(_ lines: String, limit: Double = 120) async throws -> Child.Outcome {
        let inner = folder.file("inner.sh")
        try """
        export HOME='\(home)' XDG_RUNTIME_DIR=/run/user/\(Self.user) USER=nobody PATH=/usr/bin:/bin
        export SORALIB='\(Programs.soralib)'
        cd '\(work)'
        \(Self.systemd) --user < /dev/null > '\(work)/manager.log' 2>&1 &
        for _ in $(seq 100); do
            systemctl --user is-system-running > /dev/null 2>&1 && break
            sleep 0.1
        done
        \(lines)
        status=$?
        systemctl --user exit
        for _ in $(seq 50); do kill -0 %1 2> /dev/null || break; sleep 0.1; done
        exit $status
        """.write(toFile: inner, atomically: true, encoding: .utf8)
        let outer = folder.file("outer.sh")
        let group = folder.path.split(separator: "/").last.map(String.init) ?? "soralib-test"
        try """
        set -e
        mount -t tmpfs none /run
        mkdir -p /run/systemd/system /run/systemd/unit-root /run/user/\(Self.user)
        chown \(Self.user):\(Self.user) /run/user/\(Self.user)
        chmod 700 /run/user/\(Self.user)
        for root in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
            if [ "$root" = /sys/fs/cgroup ] && ! [ -e /sys/fs/cgroup/cgroup.controllers ]; then continue; fi
            [ -e "$root/cgroup.procs" ] || continue
            mkdir "$root/\(group)"
            echo $$ > "$root/\(group)/cgroup.procs"
            chown -R \(Self.user):\(Self.user) "$root/\(group)"
        done
        exec setpriv --reuid=\(Self.user) --regid=\(Self.user) --clear-groups /bin/bash '\(inner)'
        """.write(toFile: outer, atomically: true, encoding: .utf8)
        let outcome = try await Child(
            InstalledProgram.find("unshare") ?? "unshare",
            ["--mount", "--propagation", "private", "/bin/bash", outer],
            environment: [
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            ],
            limit: limit
        ).end()
        // The groups are empty now, the innermost first.
        _ = try await Child(
            "/bin/bash",
            [
                "-c",
                "for root in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do "
                    + "[ -d \"$root/\(group)\" ] && find \"$root/\(group)\" -depth -type d -exec rmdir {} \\; ; done 2> /dev/null; true",
            ], environment: ["PATH": "/usr/bin:/bin"]
        ).end()
        return outcome
    }
}
