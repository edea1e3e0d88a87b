import SoraCatalog
import SoraModel
import SoraTerminal

/// Writes one of a family in one line, as wide as the terminal.
struct LineageLine {
    let style: TerminalStyle
    /// The columns of the terminal, or `nil` where lines may be of any length.
    let width: Int?
    let now: Timestamp
    /// Whether each line tells the service, since not all come from one.
    var namesServices = false

    /// The most columns that branches take.
    var deepest: Int { max(12, (width ?? 144) / 3) }

    /// Where lines may be of any length, a prompt takes so many columns.
    private static let promptWidth = 80

    /// The line of a member.
    ///
    /// - Parameters:
    ///   - member: the member.
    ///   - parent: what it came from, where that is of the family.
    ///   - branches: what stands before it.
    ///   - isAsked: whether it is the one that was asked for.
    /// - Returns: the line.
    func text(
        of member: LineageMember, parent: LineageMember?, before branches: String, isAsked: Bool
    ) -> String {
        var line = FittedLine(width)
        line.add(branches, style.dim)
        line.add("\(member.handle)", isAsked ? style.bold : { $0 })
        line.add("  \(member.operation)  ") { $0 }
        let (standing, paint) = standing(of: member)
        line.add(standing, paint)
        line.add(
            "  " + HumanFormat.relative(secondsAgo: now - member.createdAt) + "  ", style.dim)
        if width == nil { line.limit(to: Self.promptWidth) }
        var origin = namesServices || member.state == .placeholder ? [member.service] : []
        if member.state == .placeholder { origin.append(member.remoteID) }
        let name = origin.compactMap { $0 }.joined(separator: " ")
        if !name.isEmpty { line.add(Escaping.oneLine(name) + "  ", style.dim) }
        words(member.prompt, after: parent?.prompt, &line)
        return line.text
    }

    /// A line that tells what is not shown.
    func note(_ text: String, before branches: String) -> String {
        var line = FittedLine(width)
        line.add("\(branches)… and \(text) (--all)", style.dim)
        return line.text
    }

    private func standing(of member: LineageMember) -> (String, (String) -> String) {
        switch member.state {
        case .present:
            switch member.standing {
            case Verdict.verified.rawValue: (member.standing, style.green)
            case Verdict.corrupt.rawValue: (member.standing, style.red)
            case Verdict.mismatch.rawValue: (member.standing, style.yellow)
            default: (member.standing, { $0 })
            }
        case .task, .expected: (member.standing, style.cyan)
        case .missing: ("missing", style.red)
        case .trash: ("in trash", style.dim)
        case .purged, .placeholder: (member.state.rawValue, style.dim)
        }
    }

    /// What a prompt has that its parent's has not; all of it where there is little that both have.
    private func words(_ prompt: String?, after parent: String?, _ line: inout FittedLine) {
        guard let prompt else { return }
        guard let parent, let parts = PromptChange(from: parent, to: prompt).parts else {
            // Of a long prompt no more is looked at than a line can hold.
            let start = prompt.unicodeScalars.prefix(8 * (width ?? Self.promptWidth))
            line.add(Escaping.oneLine(String(start))) { $0 }
            return
        }
        if parts.isEmpty { line.add("same prompt", style.dim) }
        for (index, part) in parts.enumerated() {
            if index > 0 { line.add(" ") { $0 } }
            let text = Escaping.oneLine(part.text)
            switch part.lot {
            case .same: line.add("…", style.dim)
            case .removed: line.add(style.isColored ? text : "-\(text)", style.struck)
            case .added: line.add(style.isColored ? text : "+\(text)", style.green)
            }
        }
    }
}
