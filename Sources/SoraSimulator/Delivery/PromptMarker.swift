/// A word in double square brackets in a prompt, by which one task is told to go differently.
enum PromptMarker: Equatable {
    /// `[[moderation]]`: the request is refused.
    case moderation
    /// `[[fail]]` or `[[fail CODE]]`: the task fails after it was accepted.
    case fail(code: String)
    /// `[[late 5s]]`: completed that much later.
    case late(milliseconds: Int64)
    /// `[[short 1.5s]]`: that much shorter than asked.
    case short(milliseconds: Int64)
    /// `[[small]]`: half the width and height.
    case small
    /// `[[html]]`: a web page in place of the clip.
    case page
    /// `[[truncate]]`: every download ends in the middle.
    case truncate
    /// `[[cut 2]]`: the first two downloads end in the middle.
    case cut(times: Int)
    /// `[[slow 65536]]`: at most that many bytes a second.
    case slow(bytesPerSecond: Int)

    /// The markers of a prompt in their order; brackets around anything else are plain text.
    static func markers(in prompt: String) -> [PromptMarker] {
        var found: [PromptMarker] = []
        var rest = Substring(prompt)
        while let start = rest.firstRange(of: "[[") {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "]]") else { break }
            if let marker = PromptMarker(words: rest[..<end.lowerBound].split(separator: " ")) {
                found.append(marker)
            }
            rest = rest[end.upperBound...]
        }
        return found
    }

    private init?(words: [Substring]) {
        let argument = words.count == 2 ? String(words[1]) : nil
        let duration = argument.flatMap { DurationText.milliseconds($0) }
        let number = argument.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        guard let word = words.first, words.count <= 2 else { return nil }
        switch (word, argument, duration, number) {
        case ("moderation", nil, _, _): self = .moderation
        case ("fail", _, _, _): self = .fail(code: argument ?? "processing_error")
        case ("late", _, let duration?, _): self = .late(milliseconds: duration)
        case ("short", _, let duration?, _): self = .short(milliseconds: duration)
        case ("small", nil, _, _): self = .small
        case ("html", nil, _, _): self = .page
        case ("truncate", nil, _, _): self = .truncate
        case ("cut", _, _, let number?): self = .cut(times: number)
        case ("slow", _, _, let number?): self = .slow(bytesPerSecond: number)
        default: return nil
        }
    }
}
