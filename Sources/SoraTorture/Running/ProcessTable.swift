import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A process that was seen, told from a later one of the same number by its start.
struct SeenProcess: Hashable, Sendable {
    let identifier: Int32
    let name: String
    fileprivate let start: String
}

/// What `/proc` says of processes; nothing where there is no such folder.
enum ProcessTable {
    private static let files = FileSystem()

    /// The children of a process, without those that ended and wait to be collected.
    static func children(of parent: Int32) -> [SeenProcess] {
        // Each thread has those that it started: proc(5).
        let threads = (try? files.names(in: "/proc/\(parent)/task")) ?? []
        return threads.flatMap { thread -> [SeenProcess] in
            let bytes = try? files.contents(
                of: "/proc/\(parent)/task/\(thread)/children", limit: 1 << 16)
            return String(decoding: bytes ?? [], as: UTF8.self).split(separator: " ")
                .compactMap { Int32($0) }.compactMap { number in
                    guard let entry = entry(number), entry.isAlive else { return nil }
                    return entry.process
                }
        }
    }

    /// Whether a process still runs.
    static func isAlive(_ process: SeenProcess) -> Bool {
        guard let entry = entry(process.identifier) else { return false }
        return entry.process == process && entry.isAlive
    }

    /// Whether the words that a process was started with, or its environment, hold a text.
    static func process(
        _ identifier: Int32, mentions text: String, inEnvironment: Bool
    ) -> Bool {
        let path = "/proc/\(identifier)/\(inEnvironment ? "environ" : "cmdline")"
        guard let bytes = try? files.contents(of: path, limit: 1 << 20) else { return false }
        return FileTree.bytes(bytes, contain: text)
    }

    private static func entry(
        _ number: Int32
    ) -> (process: SeenProcess, isAlive: Bool)? {
        guard let bytes = try? files.contents(of: "/proc/\(number)/stat", limit: 4096) else {
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        // The name is in parentheses and may hold any character: proc(5).
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[text.index(after: close)...].split(separator: " ")
        guard fields.count > 19 else { return nil }
        let process = SeenProcess(
            identifier: number, name: String(text[text.index(after: open)..<close]),
            start: String(fields[19]))
        return (process, fields[0] != "Z" && fields[0] != "X")
    }
}
