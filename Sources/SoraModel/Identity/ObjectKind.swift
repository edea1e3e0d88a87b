/// The kinds of objects that have handles.
public enum ObjectKind: String, Sendable, CaseIterable {
    case prompt, image, task, video

    /// The letter that a handle starts with: `p`, `i`, `t` or `v`.
    public var letter: Character {
        switch self {
        case .prompt: "p"
        case .image: "i"
        case .task: "t"
        case .video: "v"
        }
    }
}
