import SoraCatalog
import SoraMedia
import SoraModel

/// A clip of a contact sheet: what is written below its picture, and what is wrong with it.
struct SheetTile {
    let clip: ClipRecord

    /// The fields that it is made of.
    static let fields = ["title", "duration", "width", "height", "rotation", "prompt", "model"]
        .compactMap(ObjectShape.video.field(named:))

    /// Whether its file is there to be looked at.
    var isThere: Bool { clip.file != nil && clip.fileState == .present }

    /// Why it is marked; `nil` where nothing is wrong.
    var flaw: String? {
        if clip.file == nil || clip.fileState == .absent { return "it has no file" }
        if clip.fileState == .missing { return "its file is missing" }
        return [.corrupt, .unprobed].contains(clip.verdict) ? "it is \(clip.verdict.rawValue)" : nil
    }

    /// The width of its picture by its height, as it is shown.
    var aspect: Double? {
        guard let width = number("width"), let height = number("height"), width > 0, height > 0
        else { return nil }
        return isTurned ? height / width : width / height
    }

    var duration: Double? { number("duration") }

    /// The tile as it is drawn.
    var drawn: SheetPage.Tile {
        let texts = [clip.fields["prompt"], clip.fields["title"]].compactMap { $0 }
        let text = texts.map { SheetText.plain($0) }.first { !$0.isEmpty }
        return SheetPage.Tile(
            handle: clip.handle.description, prompt: text ?? "(no prompt)", facts: facts,
            verdict: verdict.word, tone: verdict.tone)
    }

    private var facts: String {
        var facts: [String] = []
        if let duration { facts.append(Self.length(duration)) }
        if let width = number("width"), let height = number("height") {
            let (wide, high) = isTurned ? (height, width) : (width, height)
            facts.append("\(Int(wide))×\(Int(high))")
        }
        if let model = clip.fields["model"] { facts.append(SheetText.plain(model, limit: 60)) }
        return facts.joined(separator: " · ")
    }

    private var verdict: (word: String, tone: SheetPage.Tone) {
        guard isThere else { return (clip.fileState == .absent ? "no file" : "missing", .bad) }
        let tone: SheetPage.Tone =
            switch clip.verdict {
            case .verified: .good
            case .unchecked: .neutral
            case .mismatch, .unprobed: .warning
            case .corrupt: .bad
            }
        return (clip.verdict.rawValue, tone)
    }

    private var isTurned: Bool {
        clip.fields["rotation"].map { ["90", "270"].contains($0) } ?? false
    }

    private func number(_ name: String) -> Double? { clip.fields[name].flatMap(Double.init) }

    /// A length as people write it: `8 s`, `7.2 s`, `2:05`, `1:02:05`.
    static func length(_ seconds: Double) -> String {
        let tenths = (seconds * 10).rounded()
        if tenths < 600 {
            let whole = Int(tenths)
            return whole % 10 == 0 ? "\(whole / 10) s" : "\(whole / 10).\(whole % 10) s"
        }
        let all = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let minutes = all / 60 % 60
        return all < 3_600
            ? "\(minutes):\(two(all % 60))" : "\(all / 3_600):\(two(minutes)):\(two(all % 60))"
    }
}
