package import SoraModel

extension Storyboard {
    /// Reads a storyboard: JSON, or the text that services want in a prompt.
    ///
    /// - Parameters:
    ///   - text: `[{"seconds": 5, "scene": "…"}, …]`, the same as `shots` of an object, or shots with
    ///     the lines `Shot N:`, `duration: 5sec` and `Scene: …`.
    ///   - file: the file's name, for messages.
    /// - Throws: one `SoraError` of code `invalid` that lists every problem.
    package init(text: String, file: String) throws(SoraError) {
        let start = text.first { !$0.isWhitespace && $0 != "\u{FEFF}" }
        let found: (shots: [Draft], problems: [String])
        if start == "[" || start == "{" {
            let root: JSONValue
            do {
                root = try JSONText.parse(Array(text.utf8), limit: Self.byteLimit)
            } catch {
                throw SoraError(.invalid, "\(file) \(error.reason)")
            }
            found = Self.read(root)
        } else {
            found = StoryboardText.read(text)
        }
        var problems = found.problems
        if found.shots.isEmpty, problems.isEmpty { problems.append("it has no shots") }
        if found.shots.count > Self.shotLimit {
            problems.append("\(found.shots.count) shots are more than \(Self.shotLimit)")
        }
        shots = []
        for (index, draft) in found.shots.enumerated() {
            problems += draft.problems(at: index + 1)
            guard let milliseconds = draft.milliseconds else { continue }
            shots.append(Shot(milliseconds: milliseconds, scene: draft.scene ?? ""))
        }
        guard problems.isEmpty else {
            throw SoraError.all(problems.map { "\(file): \($0)" }, of: file)
        }
    }

    private static let shotLimit = 100
    private static let byteLimit = 1 << 20

    /// A shot as it was read: what is missing is told with what is wrong.
    struct Draft {
        /// The number that it bears, or `nil` where it has none.
        var number: Int?
        /// How long it is, or `nil` where that is missing or told of already.
        var milliseconds: Int?
        /// Whether something that is no length stands where the length should.
        var hasWrongLength = false
        /// What it shows, or `nil` where that is missing.
        var scene: String?

        /// What is wrong with it as the shot of that place.
        func problems(at place: Int) -> [String] {
            var problems: [String] = []
            if let number, number != place {
                problems.append(
                    "shot \(number) stands where shot \(place) should: they are numbered from 1")
            }
            if let milliseconds, milliseconds <= 0 {
                problems.append(
                    "shot \(place) takes \(Storyboard.seconds(milliseconds)) seconds, and has to "
                        + "take more than none")
            } else if milliseconds == nil, !hasWrongLength {
                problems.append("shot \(place) does not say how long it is")
            }
            if scene?.isEmpty ?? true { problems.append("shot \(place) has no scene") }
            return problems
        }
    }

    /// A scene in one line: in a prompt, a line of its own could be taken for the next shot.
    static func oneLine(_ scene: String) -> String {
        scene.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func read(_ root: JSONValue) -> (shots: [Draft], problems: [String]) {
        let notes = ProblemNotes()
        var list = root
        if case .object = root {
            let object = StrictObject(root, at: "", knows: ["shots"], notes: notes)
            guard let shots = root["shots"] else {
                object?.note("shots", "is missing")
                return ([], notes.all)
            }
            list = shots
        }
        guard case .array(let elements) = list else {
            notes.add("shots", "should be a list, is \(list.kind)")
            return ([], notes.all)
        }
        let drafts = elements.enumerated().map { index, element -> Draft in
            guard
                let shot = StrictObject(
                    element, at: "shots[\(index)]", knows: fieldNames, notes: notes)
            else { return Draft(milliseconds: nil, hasWrongLength: true, scene: "?") }
            var draft = Draft()
            draft.number = shot.optionalInteger("shot", 0...Int(Int32.max))
            draft.scene = shot.optionalText("scene").map(oneLine)
            if let value = element["seconds"] {
                draft.milliseconds = length(value)
                draft.hasWrongLength = draft.milliseconds == nil
                if draft.hasWrongLength {
                    shot.note("seconds", "should be a number of seconds such as 5 or 7.5")
                }
            }
            return draft
        }
        return (drafts, notes.all)
    }

    /// Every name that a shot may have.
    static let fieldNames = ["shot", "seconds", "scene"]

    private static func length(_ value: JSONValue) -> Int? {
        switch value {
        case .integer(let whole): milliseconds("\(whole)")
        case .number(let number): milliseconds("\(number)")
        default: nil
        }
    }
}
