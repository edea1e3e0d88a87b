import Foundation
import SoraTestSupport
import Testing

/// The units under a real systemd of a user, who has no privileges.
@Suite(
    .startsPrograms,
    .enabled(
        if: UserManager.obstacle == nil,
        "\(UserManager.obstacle ?? "") : NOT checked what a systemd of a user enforces"))
struct `A timer under a systemd of the user's` {
    /// A program that tries what a run must not be able to do, and prints a line for each.
    private static let probe = """
        import ctypes, errno, mmap, os, resource, socket, subprocess, sys
        library = sys.argv[1]
        libc = ctypes.CDLL(None, use_errno=True)
        def tell(name, act):
            try:
                print(name, 'ok' if act() is not False else 'denied', flush=True)
            except OSError as error:
                print(name, 'denied', flush=True)
        def call(number, *words):
            if libc.syscall(number, *words) < 0:
                raise OSError(ctypes.get_errno(), '')
        def own_group():
            for line in open('/proc/self/cgroup'):
                number, kind, path = line.strip().split(':', 2)
                for root in ('/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified', '/sys/fs/cgroup'):
                    if (kind in ('name=systemd', '')) and os.access(root + path, os.F_OK):
                        os.mkdir(root + path + '/probe')
                        os.rmdir(root + path + '/probe')
                        return
            raise OSError(errno.ENOENT, '')
        def suid():
            open(library + '/suid', 'w').close()
            try:
                os.chmod(library + '/suid', 0o4755)
            finally:
                os.remove(library + '/suid')
        def touch(path):
            open(path, 'w').close()
            os.remove(path)
        def filtered():
            # Without a filter it is a call that this kernel has not, or of root alone.
            try:
                call(246, 0, 0, 0, 0)
            except OSError as error:
                return error.errno != errno.EPERM
        status = dict(line.split(':', 1) for line in open('/proc/self/status'))
        tell('inside', lambda: touch(library + '/inside'))
        tell('outside', lambda: touch(os.path.expanduser('~/outside')))
        tell('temporary', lambda: touch('/var/tmp/soralib-probe'))
        tell('privileges', lambda: status['NoNewPrivs'].strip() == '0')
        tell('suid', suid)
        tell('netlink', lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
        tell('vsock', lambda: socket.socket(40, socket.SOCK_STREAM))
        tell('internet', lambda: socket.socket())
        tell('namespace', lambda: subprocess.run(['/usr/bin/unshare', '-U', 'true'], capture_output=True).returncode == 0)
        tell('writable-code', lambda: mmap.mmap(-1, 4096, prot=7))
        tell('personality', lambda: call(135, 8))
        tell('realtime', lambda: os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1)))
        tell('kexec', filtered)
        tell('landlock', lambda: call(444, 0, 0, 1))
        tell('core', lambda: resource.getrlimit(resource.RLIMIT_CORE) != (0, 0))
        tell('mask', lambda: os.umask(0o077) != 0o077)
        tell('devices', lambda: os.path.exists('/dev/tty0') or os.path.exists('/dev/vda') or os.path.exists('/dev/loop-control'))
        tell('cgroup', own_group)
        """

    /// What each line of the unit takes away, by the probe that shows it.
    private static let lines: [(line: String, takes: [String])] = [
        ("NoNewPrivileges=true", ["privileges"]),
        (
            "SystemCallFilter=@system-service seccomp landlock_create_ruleset\\nSystemCallErrorNumber=EPERM",
            ["kexec", "privileges"]
        ),
        ("RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", ["netlink", "vsock", "privileges"]),
        ("RestrictNamespaces=true", ["namespace", "privileges"]),
        ("RestrictRealtime=true", ["realtime", "privileges"]),
        ("RestrictSUIDSGID=true", ["suid", "privileges"]),
        ("LockPersonality=true", ["personality", "privileges"]),
        ("MemoryDenyWriteExecute=true", ["writable-code", "privileges"]),
        ("LimitCORE=0", ["core"]),
        ("UMask=0077", ["mask"]),
        (
            "PrivateUsers=true\\nProtectSystem=strict\\nReadWritePaths={library}",
            ["outside", "temporary"]
        ),
        ("PrivateUsers=true\\nPrivateDevices=true", ["devices"]),
        ("PrivateUsers=true\\nProtectControlGroups=true", ["cgroup"]),
    ]

    private func answers(_ text: String) -> [String: String] {
        Dictionary(
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                return words.count == 2 ? (String(words[0]), String(words[1])) : nil
            }
        ) { first, _ in first }
    }

    @Test(
        .enabled(if: InstalledProgram.find("python3") != nil, "there is no python3: NOT checked"))
    func `takes away what each line of the unit says, and no line is without effect`() async throws
    {
        let manager = try UserManager()
        try Self.probe.write(
            toFile: "\(manager.work)/probe.py", atomically: true, encoding: .utf8)
        let library = "\(manager.work)/library"
        func script(_ name: String, _ lines: String) -> String {
            let lines = lines.replacing("{library}", with: library)
            return """
                printf '[Service]\\nType=oneshot\\nExecStart=/usr/bin/python3 \(manager.work)/probe.py \(library)\\n\
                StandardOutput=file:\(manager.work)/\(name).out\\n\(lines)\\n' > $units/\(name).service

                """
        }
        var text =
            "units=$HOME/.config/systemd/user; mkdir -p $units \(library)\n" + script("none", "")
        for (index, line) in Self.lines.enumerated() { text += script("line\(index)", line.line) }
        text += """
            printf '[Service]\\nType=oneshot\\nExecStart=/bin/ls /tmp\\nPrivateUsers=true\\nPrivateTmp=true\\n\
            StandardOutput=file:\(manager.work)/tmp.out\\n' > $units/tmp.service

            """
        text += "systemctl --user daemon-reload\nfor unit in tmp none"
        text += Self.lines.indices.map { " line\($0)" }.joined()
        text += "; do systemctl --user start $unit.service; done; true\n"
        let ran = try await manager.run(text)
        try #require(ran.status == 0, "\(ran)")
        func read(_ name: String) throws -> [String: String] {
            answers(try String(contentsOfFile: "\(manager.work)/\(name).out", encoding: .utf8))
        }
        // A /tmp of its own is an empty one.
        #expect(try String(contentsOfFile: "\(manager.work)/tmp.out", encoding: .utf8) == "")
        let free = try read("none")
        try #require(free["inside"] == "ok" && free["outside"] == "ok", "\(free)")
        for (index, line) in Self.lines.enumerated() {
            let held = try read("line\(index)")
            for name in line.takes {
                // What the user could not do anyway shows nothing of the line.
                if free[name] == "denied" { continue }
                #expect(held[name] == "denied", "\(line.line): \(name)")
            }
            #expect(held != free || line.takes.allSatisfy { free[$0] == "denied" }, "\(line.line)")
            #expect(held["inside"] == "ok" && held["internet"] == "ok", "\(line.line): \(held)")
        }
        // Without a user namespace, this systemd passes the lines of a mount namespace over: so the unit has one.
        #expect(
            Self.lines.filter { $0.line.hasPrefix("Protect") || $0.line.hasPrefix("Private") }
                .allSatisfy { $0.line.hasPrefix("PrivateUsers=true") })
    }

    @Test(
        .enabled(if: InstalledProgram.find("python3") != nil, "there is no python3: NOT checked"))
    func `is installed, run once, shown and removed without a trace`() async throws {
        let manager = try UserManager()
        try Self.probe.write(
            toFile: "\(manager.work)/probe.py", atomically: true, encoding: .utf8)
        let library = "\(manager.work)/my clips"
        let ran = try await manager.run(
            """
            export SORALIB_LIBRARY='\(library)'
            "$SORALIB" init "$SORALIB_LIBRARY" > /dev/null || exit 10
            "$SORALIB" schedule install > install.txt 2> install.err || exit 11
            "$SORALIB" schedule show --json > show.json || exit 12
            "$SORALIB" history runs --json > runs.json || exit 13
            units=$HOME/.config/systemd/user
            # The same unit with the probe in the place of soralib, to see what it is held from.
            service=$(basename "$units"/soralib-*.service)
            sed -e "s#^ExecStart=.*#ExecStart=/usr/bin/python3 '\(manager.work)/probe.py' '\(library)'#" \
                -e 's#^PrivateTmp=true#PrivateTmp=false#' \
                -e 's#^Type=oneshot#Type=oneshot\\nStandardOutput=file:\(library)/probe.out#' "$units/$service" > "$units/probe.service"
            systemctl --user daemon-reload
            systemctl --user start probe.service || exit 14
            rm "$units/probe.service"
            mv "$SORALIB_LIBRARY" away
            systemctl --user start "$service" || exit 15
            "$SORALIB" --library "$SORALIB_LIBRARY" schedule show > absent.txt || exit 16
            mv away "$SORALIB_LIBRARY"
            ls ~/.local/share/systemd/timers > stamps.txt 2>&1
            "$SORALIB" schedule remove > /dev/null || exit 17
            find "$HOME" -name '*soralib*' > left.txt
            systemctl --user list-units --all 'soralib-*' --no-legend > units.txt
            true
            """)
        func read(_ name: String) -> String {
            (try? String(contentsOfFile: "\(manager.work)/\(name)", encoding: .utf8)) ?? ""
        }
        try #require(
            ran.status == 0,
            "\(ran) \(read("install.txt")) \(read("install.err")) \(read("manager.log"))")
        let installed = read("install.txt")
        #expect(installed.contains("a sync every 5 m"), "\(installed)")
        #expect(installed.contains("first run: status 0, all went well"), "\(installed)")
        #expect(!installed.contains("problem:"), "\(installed)")
        #expect(read("install.err").contains("loginctl enable-linger"))
        #expect(
            read("show.json").contains(#""method":"systemd","every":300"#), "\(read("show.json"))")
        #expect(read("runs.json").contains(#""started_by":"timer""#), "\(read("runs.json"))")
        #expect(
            read("absent.txt").contains("problem: there is no library in"), "\(read("absent.txt"))")
        #expect(read("stamps.txt").contains("stamp-soralib-"), "\(read("stamps.txt"))")
        #expect(
            read("left.txt") == "" && read("units.txt") == "",
            "\(read("left.txt")) \(read("units.txt"))")
        let held = answers(read("my clips/probe.out"))
        #expect(held["inside"] == "ok" && held["internet"] == "ok", "\(held)")
        for name in [
            "outside", "temporary", "privileges", "suid", "netlink", "vsock", "namespace",
            "writable-code",
            "personality", "realtime", "kexec", "core", "mask", "devices", "cgroup",
        ] {
            #expect(held[name] == "denied", "\(name)")
        }
        // soralib-media confines itself further with it.
        #expect(held["landlock"] == "ok")
    }
}
