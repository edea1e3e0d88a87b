import SoraCatalog
public import SoraModel

/// Who came from whom: a video's ancestors and descendants, with the tasks that are to bring more of them.
public struct VideoFamily: Hashable, Sendable {
    /// Which part of a family is wanted.
    public enum Part: Hashable, Sendable {
        /// What the video came from, and all that came of it.
        case line
        /// What the video came from.
        case ancestors
        /// All that came of the video.
        case descendants
        /// All that came of the oldest that the video came from.
        case whole

        var part: LineagePart {
            switch self {
            case .line: .line
            case .ancestors: .up
            case .descendants: .down
            case .whole: .whole
            }
        }
    }

    /// One of a family.
    public struct Member: Identifiable, Hashable, Sendable {
        /// A video, or a task whose video is not there yet.
        public var id: Handle
        /// What it came from, whether that belongs to the part or not.
        public var parent: Handle?
        /// How it came to be, or will: `remix`, `edit`, `extend`, `frame`, `create` or `import`.
        public var operation: String
        /// The text that was sent.
        public var prompt: String?
        /// When it was made.
        public var createdAt: Timestamp
    }

    /// The one that was asked for; of a task that has its video, the video.
    public var asked: Handle
    /// The oldest of them.
    public var root: Handle
    /// All of them, the videos first, each by its number.
    public var members: [Member]

    init(_ lineage: Lineage) {
        asked = lineage.asked
        root = lineage.root
        members = lineage.members.map {
            Member(
                id: $0.handle, parent: $0.parent, operation: $0.operation, prompt: $0.prompt,
                createdAt: $0.createdAt)
        }
    }

    /// Those that came of a member at once, by their numbers.
    ///
    /// - Parameter parent: the member.
    /// - Returns: its children; none for what does not belong to the family.
    public func children(of parent: Handle) -> [Member] { members.filter { $0.parent == parent } }
}

extension Library {
    /// The family of a video, or of a task that has none yet.
    ///
    /// - Parameters:
    ///   - id: a video or a task.
    ///   - part: which part of it.
    /// - Returns: the family; what has no kin is its own root.
    /// - Throws: `SoraError`: `not_found`.
    @concurrent
    public func family(
        of id: Handle, _ part: VideoFamily.Part = .line
    ) async throws(SoraError) -> VideoFamily {
        try SoraError.told {
            let known = try catalog.resolve(id.description, among: [.video, .task])
            return VideoFamily(try catalog.lineage(of: known, part.part))
        }
    }
}
