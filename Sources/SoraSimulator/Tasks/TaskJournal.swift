#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file from which tasks come back when the simulator is started again.
///
/// A line for each task made and each one deleted, in their order.
final class TaskJournal: Sendable {
    private let file: AppendOnlyFile

    private struct Line: Codable {
        var created: SimulatedTask?
        var deleted: String?
        var profile: String?
    }

    /// Opens `tasks.jsonl` in a folder, making both as needed, and gives back the living tasks.
    ///
    /// - Throws: `SimulatorError` when they cannot be used or hold something else.
    static func open(
        folder: String
    ) throws(SimulatorError) -> (TaskJournal, tasks: [SimulatedTask]) {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw .lastError("make the folder", folder)
        }
        let path = folder + "/tasks.jsonl"
        let (file, lines) = try AppendOnlyFile.continuing(path)
        var tasks: [SimulatedTask] = []
        for (index, bytes) in lines.enumerated() {
            guard let line = JSON.decode(Line.self, from: bytes) else {
                throw .damagedFile(path: path, line: index + 1)
            }
            if let task = line.created { tasks.append(task) }
            if let id = line.deleted {
                tasks.removeAll { $0.id == id && $0.profile == line.profile }
            }
        }
        return (TaskJournal(file), tasks)
    }

    private init(_ file: AppendOnlyFile) {
        self.file = file
    }

    func recordCreation(of task: SimulatedTask) throws(SimulatorError) {
        try file.append([JSON.encode(Line(created: task))])
    }

    func recordDeletion(of task: SimulatedTask) throws(SimulatorError) {
        try file.append([JSON.encode(Line(deleted: task.id, profile: task.profile))])
    }
}
