/// The kinds of objects that have handles.
public enum ObjectKind: String, Sendable, CaseIterable {
    /// A text that asks for a video; `p`.
    case prompt
    /// An image that guides a generation; `i`.
    case image
    /// One request to one provider; `t`.
    case task
    /// One clip; `v`.
    case video

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
