package import SoraModel
import SoraSQLite

extension Catalog {
    /// The family of a video, or of a task that has none yet.
    ///
    /// - Parameters:
    ///   - handle: a video or a task that there is.
    ///   - part: which part of it.
    /// - Returns: the family; what has no kin is its own root.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    /// - Complexity: a few statements, of which each looks a member up in an index.
    package func lineage(of handle: Handle, _ part: LineagePart = .line) throws -> Lineage {
        try database.read { connection in
            guard handle.kind == .task else {
                return Lineage(
                    of: handle, try family(ofVideo: handle.number, part, on: connection))
            }
            if let video = try video(ofTask: handle.number, on: connection) {
                return Lineage(
                    of: Handle(.video, video), try family(ofVideo: video, part, on: connection))
            }
            let own = try members(.tasks, [handle.number], on: connection)
            var found: [LineageMember] = []
            if let parent = own.first?.parent?.number, part != .down {
                // Of its brothers and sisters only the whole family tells.
                found = try family(
                    ofVideo: parent, part == .whole ? .whole : .up, on: connection)
            }
            return Lineage(of: handle, found.filter { $0.handle != handle } + own)
        }
    }

    private func family(
        ofVideo video: Int64, _ part: LineagePart, on connection: borrowing Connection
    ) throws -> [LineageMember] {
        func numbers(_ question: LineageQuestion, from start: Int64) throws -> [Int64] {
            try connection.rows(question.sql, [.integer(start)]) { $0.integer(0) ?? 0 }
        }
        var videos: Set<Int64> = []
        if part != .down { videos.formUnion(try numbers(.ancestors, from: video)) }
        switch part {
        case .up: break
        case .line, .down: videos.formUnion(try numbers(.descendants, from: video))
        case .whole:
            let root = try numbers(.ancestors, from: video).last ?? video
            videos.formUnion(try numbers(.descendants, from: root))
        }
        let list = videos.sorted()
        let waiting = part == .up ? [] : try members(.waiting, list, on: connection)
        return try members(.videos, list, on: connection) + waiting
    }

    private func members(
        _ question: LineageQuestion, _ numbers: [Int64], on connection: borrowing Connection
    ) throws -> [LineageMember] {
        var values = [numbers.list]
        if question == .waiting { values.append(.text(Self.ended)) }
        let kind: ObjectKind = question == .videos ? .video : .task
        return try connection.rows(question.sql, values) { row in
            let state: LineageMember.State =
                switch (kind, row.text(4)) {
                case (.task, _): .task
                case _ where row.bool(5) == true: .trash
                // What once had a file has its size.
                case (_, "absent") where row.bool(6) == true: .purged
                case (_, "absent"): row.text(11) == nil ? .placeholder : .expected
                case (_, "missing"): .missing
                default: .present
                }
            return LineageMember(
                handle: Handle(kind, row.integer(0) ?? 0),
                parent: row.integer(1).map { Handle(.video, $0) }, operation: row.text(2) ?? "",
                state: state, standing: row.text(state == .expected ? 11 : 3) ?? "",
                createdAt: Timestamp(milliseconds: row.integer(7) ?? 0), prompt: row.text(8),
                service: row.text(9), remoteID: row.text(10))
        }
    }

    /// The states in which no video will come of a task any more.
    private static let ended =
        "[\(TaskState.allCases.filter(\.isFinal).map { "\"\($0.rawValue)\"" }.joined(separator: ","))]"

    /// The number of the task that a video came of, or `nil` where no task made it.
    package func taskNumber(ofVideo video: Int64) throws -> Int64? {
        try database.read { connection in
            try connection.integer("SELECT task_id FROM video WHERE id = ?", [.integer(video)])
        }
    }

    /// The number of the video that came of a task, or `nil` while there is none.
    package func videoNumber(ofTask task: Int64) throws -> Int64? {
        try database.read { try video(ofTask: task, on: $0) }
    }

    private func video(
        ofTask task: Int64, on connection: borrowing Connection
    ) throws -> Int64? {
        try connection.integer("SELECT id FROM video WHERE task_id = ?", [.integer(task)])
    }
}
