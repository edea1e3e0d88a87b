/// What `is:` and `has:` ask: words for what people say of a clip, each in terms of a field.
enum QueryState {
    /// A word behind `is:`.
    struct Word {
        /// The word.
        let word: String
        /// The field that it is about.
        let field: String
        /// The value that the field has; `nil` where any will do.
        let value: String?
    }

    /// The words behind `is:` for a kind of object.
    static func words(of kind: ObjectKind) -> [Word] {
        switch kind {
        case .video: video
        case .task: each(TaskState.allCases.map(\.rawValue), of: "state") + [remixed, tagged]
        case .prompt: [Word(word: "revised", field: "revises", value: nil), tagged]
        case .image: [tagged]
        }
    }

    private static let tagged = Word(word: "tagged", field: "tag", value: nil)
    private static let remixed = Word(word: "remixed", field: "remixed_from", value: nil)

    private static var video: [Word] {
        var words = each(FileState.allCases.map(\.rawValue), of: "file_state")
        words += each(Verdict.allCases.map(\.rawValue), of: "verdict")
        words += each(["landscape", "portrait", "square"], of: "orientation")
        words.append(
            Word(word: "placeholder", field: "file_state", value: FileState.absent.rawValue))
        words.append(Word(word: "trash", field: "trashed", value: nil))
        words.append(Word(word: "trashed", field: "trashed", value: nil))
        words.append(Word(word: "imported", field: "imported", value: nil))
        words.append(Word(word: "rated", field: "rating", value: nil))
        return words + [remixed, tagged]
    }

    private static func each(_ values: [String], of field: String) -> [Word] {
        values.map { Word(word: $0, field: field, value: $0) }
    }

    /// The name of the field that a word behind `has:` is about; `has:audio` is one of its own.
    static func field(of word: String, _ kind: ObjectKind) -> String {
        switch (kind, word) {
        case (.video, "audio"): "has_audio"
        case (.video, "file"), (.video, "path"): "sha256"
        case (.image, "file"), (.image, "path"): "sha256"
        default: word
        }
    }
}
