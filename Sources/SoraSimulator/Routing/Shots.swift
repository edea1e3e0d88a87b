/// The shots that a prompt describes in storyboard mode: `Shot N:`, `duration: Xsec` directly under it,
/// `Scene:` under that, and an empty line between shots.
enum Shots {
    /// Refuses shots that are not in that form, or are not as long together as the clip.
    ///
    /// - Parameters:
    ///   - prompt: the prompt; one without shots is as good as any.
    ///   - seconds: the length of the clip.
    ///   - areRequired: whether there have to be shots.
    /// - Throws: `Refusal` for the first thing that is wrong.
    static func check(
        _ prompt: String, seconds: Int, areRequired: Bool = false
    ) throws(Refusal) {
        let lines = prompt.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let first = lines.firstIndex(where: { number($0) != nil }) else {
            if areRequired { throw wrong("storyboard mode needs 'Shot 1:' in the prompt.") }
            return
        }
        var rest = lines[first...]
        var total = 0.0
        for place in 1... {
            guard let line = rest.popFirst(), number(line) == place else {
                throw wrong("expected 'Shot \(place):'.")
            }
            guard let length = rest.popFirst().flatMap(seconds(of:)), length > 0 else {
                throw wrong("expected 'duration: Xsec' under 'Shot \(place):'.")
            }
            total += length
            guard let scene = rest.popFirst(), scene.hasPrefix("Scene: "), scene.count > 7 else {
                throw wrong("expected 'Scene:' in shot \(place).")
            }
            if rest.isEmpty { break }
            guard let blank = rest.popFirst(), blank.isEmpty else {
                throw wrong("expected an empty line after shot \(place).")
            }
        }
        // Thousandths of a second are exact enough.
        guard abs(total - Double(seconds)) < 0.0005 else {
            throw wrong("the shots take \(total) seconds, and the clip \(seconds).")
        }
    }

    private static func number(_ line: Substring) -> Int? {
        guard line.hasPrefix("Shot "), line.hasSuffix(":") else { return nil }
        return Int(line.dropFirst(5).dropLast())
    }

    private static func seconds(of line: Substring) -> Double? {
        guard line.hasPrefix("duration: "), line.hasSuffix("sec") else { return nil }
        let digits = line.dropFirst(10).dropLast(3)
        return digits.allSatisfy { $0.isNumber || $0 == "." } ? Double(digits) : nil
    }

    private static func wrong(_ what: String) -> Refusal {
        Refusal(
            status: 400, message: "Invalid storyboard: \(what)", parameter: "prompt",
            code: "invalid_value")
    }
}
