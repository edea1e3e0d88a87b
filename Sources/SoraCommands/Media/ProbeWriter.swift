import SoraModel
import SoraTerminal

/// Writes probes in any of the formats, each as it comes.
final class ProbeWriter {
    private let context: CommandContext
    private let columns: [String]
    /// Where the chosen fields stand among all.
    private let places: [Int]
    private var count = 0

    init(_ context: CommandContext) {
        self.context = context
        columns = context.options.chosenFields ?? Self.fields
        places = columns.compactMap(Self.fields.firstIndex)
    }

    /// What stands before the first probe; not written before there is one, for that may not come.
    private func begin() throws {
        switch context.options.effectiveFormat {
        case .json: try context.output.data.write("[")
        case .csv: try context.output.data.write(csv.line(columns))
        case .tsv: try context.output.data.write(tsv.line(columns))
        case .jsonl, .table: break
        }
    }

    /// One probe.
    func write(_ probe: MediaProbe, _ report: DeepReport? = nil) throws {
        if count == 0 { try begin() }
        let data = context.output.data
        switch context.options.effectiveFormat {
        case .json, .jsonl:
            let isArray = context.options.effectiveFormat == .json
            let lead = isArray ? count == 0 ? "\n" : ",\n" : ""
            try data.write(lead + json(probe, report) + (isArray ? "" : "\n"))
        case .csv: try data.write(csv.line(cells(probe, report)))
        case .tsv: try data.write(tsv.line(cells(probe, report)))
        case .table where context.options.fields != nil:
            for (name, cell) in zip(columns, cells(probe, report)) {
                try data.line("\(name)\t\(Escaping.oneLine(cell))")
            }
        case .table: try data.write(text(probe, report))
        }
        count += 1
    }

    /// What stands after the last probe.
    func end() throws {
        if context.options.effectiveFormat == .json {
            try context.output.data.write(count == 0 ? "[]\n" : "\n]\n")
        }
    }

    /// The object with its fields in the order of the contract, which `JSONEncoder` does not keep.
    private func json(_ probe: MediaProbe, _ report: DeepReport?) -> String {
        func plain<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "null" }
        func text(_ value: String?) -> String { value.map(JSONEscaping.string) ?? "null" }
        let values = [
            text(probe.path), plain(probe.ok), text(probe.container), plain(probe.duration),
            plain(probe.width), plain(probe.height), plain(probe.rotation),
            plain(probe.frameRate), plain(probe.bitRate), text(probe.videoCodec),
            text(probe.audioCodec), plain(probe.hasAudio), plain(probe.bytes),
            "[\(probe.problems.map(JSONEscaping.string).joined(separator: ","))]",
            plain(probe.videoDuration), plain(probe.fastStart), report?.json ?? "null",
        ]
        let members = zip(columns, chosen(values)).map { "\"\($0)\":\($1)" }
        return "{\(members.joined(separator: ","))}"
    }

    private var csv: CSVFormat { CSVFormat(isForTerminal: context.output.data.isTerminal) }
    private var tsv: TSVFormat { TSVFormat(isForTerminal: context.output.data.isTerminal) }

    /// The names of a probe's fields, in the order of the contract.
    static let fields = MediaProbe.CodingKeys.allCases.map(\.rawValue) + ["deep"]

    /// The values of the chosen fields, given those of all.
    private func chosen(_ values: [String]) -> [String] { places.map { values[$0] } }

    private func cells(_ probe: MediaProbe, _ report: DeepReport?) -> [String] {
        func word<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "" }
        return chosen([
            probe.path, "\(probe.ok)", word(probe.container), word(probe.duration),
            word(probe.width), word(probe.height), word(probe.rotation), word(probe.frameRate),
            word(probe.bitRate), word(probe.videoCodec), word(probe.audioCodec),
            word(probe.hasAudio), word(probe.bytes), probe.problems.joined(separator: "; "),
            word(probe.videoDuration), word(probe.fastStart), word(report?.json),
        ])
    }

    private func text(_ probe: MediaProbe, _ report: DeepReport?) -> String {
        let style = context.dataStyle
        var text = "\(style.bold(Escaping.oneLine(probe.path)))\n"
        func line(_ name: String, _ value: String?) {
            guard let value else { return }
            text +=
                "  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))"
                + "\(Escaping.oneLine(value))\n"
        }
        line("readable", probe.ok ? "yes" : "no")
        line("container", probe.container)
        line("duration", probe.duration.map { "\($0) s" })
        if let width = probe.width, let height = probe.height {
            let turned = (probe.rotation ?? 0) == 0 ? "" : ", turned by \(probe.rotation ?? 0)°"
            line("size", "\(width)x\(height)\(turned)")
        }
        line("frame rate", probe.frameRate.map { "\($0) /s" })
        line("bit rate", probe.bitRate.map { "\($0) bit/s" })
        line("video", probe.videoCodec)
        line("audio", probe.audioCodec ?? (probe.hasAudio == false ? "none" : nil))
        line("bytes", probe.bytes.map { "\($0) (\(HumanFormat.bytes($0)))" })
        line("fast start", probe.fastStart.map { $0 ? "yes" : "no" })
        for problem in probe.problems { line("problem", problem) }
        if let report {
            for words in DeepText.lines(report) { line("decoded", words) }
            for finding in report.findings { line("finding", finding.words) }
        }
        return text
    }
}
