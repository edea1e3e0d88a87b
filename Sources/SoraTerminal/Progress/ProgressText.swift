/// What is shown of transfers, made from values alone.
package struct ProgressText: Sendable {
    private static let barWidth = 20

    private let style: TerminalStyle

    package init(style: TerminalStyle = .plain) { self.style = style }

    /// A line for a terminal, no wider than its columns, without colours that a cut could break:
    /// `v28  [#########...........]  45 %  1.9 MiB of 4.2 MiB  1.1 MiB/s  2 s left`.
    package func bar(_ transfer: Transfer, width: Int) -> String {
        let fields = measures(of: transfer)
        var line = Escaping.oneLine(transfer.name)
        if let fraction = transfer.fraction {
            let full = Int(fraction * Double(Self.barWidth))
            line += "  [" + String(repeating: "#", count: full)
            line += String(repeating: ".", count: Self.barWidth - full) + "]"
        }
        let whole = ([line] + fields).joined(separator: "  ")
        if DisplayWidth.of(whole) <= width { return whole }
        // Too narrow for a bar: the numbers say more.
        let short = fields.prefix(2).joined(separator: "  ")
        let room = width - DisplayWidth.of(short) - 2
        let name = DisplayWidth.truncated(Escaping.oneLine(transfer.name), to: max(0, room))
        return DisplayWidth.truncated(name.isEmpty ? short : "\(name)  \(short)", to: width)
    }

    /// A line that says that a transfer starts.
    package func start(_ transfer: Transfer) -> String {
        let name = Escaping.oneLine(transfer.name)
        let total = transfer.total.map { " (\(HumanFormat.bytes($0)))" } ?? ""
        guard transfer.bytes > 0 else { return "\(name): started\(total)" }
        return "\(name): resumed at \(HumanFormat.bytes(transfer.bytes))\(total)"
    }

    /// A line on a transfer under way.
    package func underWay(_ transfer: Transfer) -> String {
        "\(Escaping.oneLine(transfer.name)): \(measures(of: transfer).joined(separator: ", "))"
    }

    /// A line that says how a transfer ended.
    package func end(_ transfer: Transfer, _ ending: TransferEnding, at now: Double) -> String {
        let name = Escaping.oneLine(transfer.name)
        let size = HumanFormat.bytes(transfer.bytes)
        switch ending {
        case .done:
            let time = HumanFormat.duration(seconds: transfer.seconds(at: now))
            let rate = transfer.averageRate(at: now).map { " (\(HumanFormat.rate($0)))" } ?? ""
            return "\(name): \(style.green("done")), \(size) in \(time)\(rate)"
        case .stopped:
            return "\(name): \(style.yellow("stopped")) at \(size)"
        case .failed(let reason):
            return "\(name): \(style.red("failed")), \(Escaping.oneLine(reason))"
        }
    }

    /// Percent, bytes, rate and time left, as far as they are known.
    private func measures(of transfer: Transfer) -> [String] {
        var fields: [String] = []
        if let fraction = transfer.fraction { fields.append("\(Int(fraction * 100)) %") }
        let bytes = HumanFormat.bytes(transfer.bytes)
        fields.append(transfer.total.map { "\(bytes) of \(HumanFormat.bytes($0))" } ?? bytes)
        if let rate = transfer.rate { fields.append(HumanFormat.rate(rate)) }
        if let left = transfer.secondsLeft {
            fields.append("\(HumanFormat.duration(seconds: left.rounded(.up))) left")
        }
        return fields
    }
}
