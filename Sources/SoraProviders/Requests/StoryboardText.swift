/// Reads shots from the text that services want in a prompt.
///
/// `Shot N:` begins a shot, `duration: 5sec` says how long it is, and all from `Scene:` up to the next
/// shot is what it shows.
enum StoryboardText {
    /// The shots, and what is wrong with the lines themselves.
    static func read(_ text: String) -> (shots: [Storyboard.Draft], problems: [String]) {
        var shots: [Storyboard.Draft] = []
        var problems: [String] = []
        var scene: [String]?
        func endScene() {
            guard let lines = scene, !shots.isEmpty else { return }
            shots[shots.count - 1].scene = Storyboard.oneLine(lines.joined(separator: " "))
            scene = nil
        }
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let line = WireValue.trim(String(line.drop { $0 == "\u{FEFF}" }))
            if line.isEmpty { continue }
            let (name, rest) = parted(line)
            if let number = shotNumber(name), rest.isEmpty {
                endScene()
                shots.append(Storyboard.Draft(number: number))
            } else if shots.isEmpty {
                problems.append("line \(index + 1): stands before the first `Shot 1:`")
            } else if scene != nil {
                scene?.append(line)
            } else if name == "scene" {
                scene = [rest]
            } else if name == "duration" {
                let place = shots.count - 1
                if shots[place].milliseconds != nil || shots[place].hasWrongLength {
                    problems.append("line \(index + 1): shot \(place + 1) has two durations")
                }
                shots[place].milliseconds = length(rest)
                if shots[place].milliseconds == nil {
                    shots[place].hasWrongLength = true
                    problems.append(
                        "line \(index + 1): \(rest) is no length such as 5sec or 7.5sec")
                }
            } else {
                problems.append(
                    "line \(index + 1): is none of `Shot N:`, `duration: 5sec` and `Scene: …`")
            }
        }
        endScene()
        return (shots, problems)
    }

    /// What stands before the first colon, in lower case, and what stands behind it.
    private static func parted(_ line: String) -> (name: String, rest: String) {
        guard let colon = line.firstIndex(of: ":") else { return ("", line) }
        return (
            WireValue.trim(String(line[..<colon])).lowercased(),
            WireValue.trim(String(line[line.index(after: colon)...]))
        )
    }

    private static func shotNumber(_ name: String) -> Int? {
        let words = name.split(separator: " ")
        guard words.count == 2, words[0] == "shot" else { return nil }
        return Int(words[1])
    }

    /// A number with `sec` behind it, or another short word for seconds.
    private static func length(_ text: String) -> Int? {
        let number = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
        let unit = WireValue.trim(String(text[number.endIndex...])).lowercased()
        guard ["", "s", "sec", "secs", "second", "seconds"].contains(unit) else { return nil }
        return Storyboard.milliseconds(String(number))
    }
}
