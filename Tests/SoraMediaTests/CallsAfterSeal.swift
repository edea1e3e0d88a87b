import Foundation
import SoraTestSupport
import Testing

/// A helper that runs `soralib-media` under strace, which writes its calls to a log.
func tracedHelper(in folder: MediaFolder, _ log: String) throws -> String {
    let strace = try #require(InstalledProgram.find("strace"))
    // -D: the worker stays the child that is waited for, and the tracer is another.
    return try folder.script(
        "helper", "exec \(strace) -D -f -o \(log) \(builtHelper()) \"$@\"")
}

/// What a worker called after it confined itself, by a log of strace.
struct CallsAfterSeal {
    /// How often it read a place of a file.
    let reads: Int
    /// What it called of what must not be possible.
    let forbidden: [String]
    /// What of that was possible all the same.
    var granted: [String] { forbidden.filter { !$0.contains("= -1 E") } }

    /// Waits until the tracer has written the last line.
    init(_ log: String) async throws {
        var lines: [String] = []
        for _ in 0..<1_000 {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if text.contains("+++ killed by") || text.contains("+++ exited") {
                lines = text.split(separator: "\n").map(String.init)
                break
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        let filter = try #require(
            lines.lastIndex { $0.contains("seccomp(SECCOMP_SET_MODE_FILTER") },
            "the tracer did not end, or there was no filter")
        let confined = lines[filter...].dropFirst()
        reads = confined.count { $0.contains(" pread64(") }
        forbidden = confined.filter { line in
            [
                "open", "openat", "openat2", "creat", "memfd_create", "socket", "socketpair",
                "connect", "bind", "execve", "execveat", "fork", "vfork", "clone", "clone3",
                "kill", "ptrace", "unlink", "unlinkat", "rename", "mkdir",
            ].contains { line.contains(" \($0)(") }
        }
    }
}
