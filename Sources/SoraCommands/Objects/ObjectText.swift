import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// One object as a person reads it: its fields, and for a task what happened when.
struct ObjectText {
    private let library: Library
    private let style: TerminalStyle

    init(_ library: Library, _ context: CommandContext) {
        self.library = library
        style = context.dataStyle
    }

    /// The text of one object.
    func text(of handle: Handle) throws -> String {
        var lines = [style.bold("\(handle.kind.rawValue) \(handle)")]
        let fields = ObjectShape.of(handle.kind).fields.filter { $0.name != "id" }
        let width = fields.map(\.name.count).max() ?? 0
        try library.catalog.forEachRecord(
            of: ObjectSelection(handle.kind, numbers: [handle.number]), fields: fields
        ) { cells in
            for (field, cell) in zip(fields, cells) {
                guard let cell, cell != "[]", cell != "{}" else { continue }
                let name = field.name.replacingUnderscores
                let padding = String(repeating: " ", count: width - field.name.count + 2)
                let words = field.kind == .json ? Self.words(field.name, cell) : cell
                let value = Escaping.lines(words).split(
                    separator: "\n", omittingEmptySubsequences: false)
                let indent = "\n" + String(repeating: " ", count: width + 4)
                lines.append("  \(name)\(padding)\(value.joined(separator: indent))")
            }
            return true
        }
        if handle.kind == .task { lines += try destinations(handle) + history(handle) }
        if handle.kind == .image { lines += try uses(handle) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What was found by decoding has a line for each track; what is told of it is among the reasons.
    private static func words(_ field: String, _ cell: String) -> String {
        guard field == "deep", let report = DeepReport(json: cell) else {
            return JSONWords.text(cell)
        }
        return DeepText.lines(report).joined(separator: "\n")
    }

    private func uses(_ handle: Handle) throws -> [String] {
        let uses = try library.catalog.uses(ofImage: handle.number)
        if uses.isEmpty { return [] }
        return ["", style.bold("what it was sent with")]
            + uses.map { "  \($0.task)\($0.video.map { " → \($0)" } ?? "")" }
    }

    private func destinations(_ handle: Handle) throws -> [String] {
        let (tags, collections) = try library.catalog.destinations(ofTask: handle.number)
        guard !tags.isEmpty || !collections.isEmpty else { return [] }
        let gets =
            tags.map { "tag \(Escaping.oneLine($0))" }
            + collections.map { "a place in \(Escaping.oneLine($0))" }
        return ["", style.bold("what its video gets"), "  " + gets.joined(separator: ", ")]
    }

    private func history(_ handle: Handle) throws -> [String] {
        var lines = ["", style.bold("what happened")]
        for event in try library.catalog.events(ofTask: handle.number) {
            let step =
                event.from == event.to
                ? "" : "\(event.from?.rawValue ?? "new") → \(event.to?.rawValue ?? "")  "
            lines.append("  \(event.at.iso8601)  \(step)\(Escaping.oneLine(event.what))")
        }
        let attempts = try library.catalog.attempts(ofTask: handle.number)
        if !attempts.isEmpty { lines += ["", style.bold("requests sent")] }
        for attempt in attempts {
            var words = ["  \(attempt.armedAt.iso8601)", attempt.outcome.rawValue]
            words.append(attempt.sentAt.map { "sent \($0.iso8601)" } ?? "nothing sent")
            if let end = attempt.answeredAt { words.append("ended \(end.iso8601)") }
            if let status = attempt.status { words.append("status \(status)") }
            if let id = attempt.requestID { words.append("request id \(Escaping.oneLine(id))") }
            if let message = attempt.message { words.append(Escaping.oneLine(message)) }
            lines.append(words.joined(separator: "  "))
        }
        let proposals = try library.catalog.proposals(ofTask: handle.number)
        if !proposals.isEmpty {
            lines += ["", style.bold("it might be one of these, which the service lists")]
        }
        for proposal in proposals {
            let made = proposal.madeAt.map { "made \($0.iso8601)" } ?? "made at an unknown time"
            let id = Escaping.oneLine(proposal.remoteID)
            lines.append("  \(id)  \(made)  soralib task resolve \(handle) --adopt '\(id)'")
        }
        return lines
    }
}

extension String {
    /// `remote_id` as `remote id`.
    fileprivate var replacingUnderscores: String {
        String(map { $0 == "_" ? " " : $0 })
    }
}
