/// The kinds of objects that have handles.
public enum ObjectKind: String, Sendable, CaseIterable {
    case prompt, task, video

    /// The letter that a handle starts with: `p`, `t` or `v`.
    public var letter: Character {
        switch self {
        case .prompt: "p"
        case .task: "t"
        case .video: "v"
        }
    }
}
