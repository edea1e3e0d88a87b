import SoraTerminal
import Testing

/// Whether a terminal or a reader could be deceived by a character.
func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
}

/// Texts made from every kind of scalar, the same in each run.
func hostileTexts() -> [String] {
    var seed: UInt64 = 0x5eed
    func random(_ limit: UInt64) -> UInt64 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (seed >> 33) % limit
    }
    let ranges: [(UInt64, UInt64)] = [
        (0, 0x100), (0, 0x30), (0x7f, 0x21), (0x2000, 0x70), (0, 0x3000), (0, 0x11_0000),
        (0xe_0000, 0x80), (0x1_f300, 0x300),
    ]
    return (0..<2000).map { _ in
        var text = ""
        for _ in 0..<random(20) {
            let (start, count) = ranges[Int(random(UInt64(ranges.count)))]
            if let scalar = Unicode.Scalar(UInt32(start + random(count))) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

@Suite struct `Escaping untrusted text` {
    @Test(arguments: [
        ("a clip", "a clip"), ("", ""),
        ("\u{1b}[31mred", "\\x1b[31mred"), ("a\0b", "a\\x00b"), ("bell\u{7}", "bell\\x07"),
        ("del\u{7f}", "del\\x7f"), ("csi\u{9b}2J", "csi\\u{9b}2J"),
        ("\u{202e}gpj.exe", "\\u{202e}gpj.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("zero\u{200b}width", "zero\\u{200b}width"), ("soft\u{ad}", "soft\\u{ad}"),
        ("bom\u{feff}", "bom\\u{feff}"), ("tag\u{e0041}", "tag\\u{e0041}"),
        ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"), ("a\nb\tc\r\n", "a\\nb\\tc\\r\\n"),
        ("Grüße, 猫, 🐈, é", "Grüße, 猫, 🐈, é"), (#"C:\x1b"#, #"C:\x1b"#),
    ])
    func `on one line everything that acts is shown as an escape`(text: String, shown: String) {
        #expect(Escaping.oneLine(text) == shown)
    }

    @Test func `line feeds and tabs stay when lines are asked for, carriage returns do not`() {
        #expect(Escaping.lines("a\n\tb\u{1b}\r") == "a\n\tb\\x1b\\r")
    }

    @Test func `no ESC byte and no other control gets through, whatever the text`() {
        for text in hostileTexts() {
            #expect(!Escaping.oneLine(text).unicodeScalars.contains(where: acts))
            let rest = Escaping.lines(text).unicodeScalars.filter { $0 != "\n" && $0 != "\t" }
            #expect(!rest.contains(where: acts))
        }
    }

    @Test func `every single scalar of Unicode is either harmless or escaped`() {
        let bad = (UInt32(0)...0x10ffff).compactMap(Unicode.Scalar.init)
            .filter { Escaping.oneLine(String($0)).unicodeScalars.contains(where: acts) }
        #expect(bad.isEmpty)
    }

    @Test func `tables, CSV and TSV for a terminal, JSON and progress let no control through`() {
        let progress = ProgressText()
        for text in hostileTexts().prefix(300) {
            let table = Table(columns: [TableColumn("A")], rows: [[text]])
            let transfer = Transfer(text, total: 9, at: 0)
            let lines = [
                table.text(fitting: 30), table.text(fitting: nil),
                CSVFormat(isForTerminal: true).line([text]),
                TSVFormat(isForTerminal: true).line([text]),
                JSONEscaping.string(text), progress.bar(transfer, width: 30),
                progress.start(transfer), progress.underWay(transfer),
                progress.end(transfer, .failed(text), at: 1),
            ]
            for line in lines {
                let scalars = line.unicodeScalars.filter { $0 != "\n" && $0 != "\t" }
                #expect(!scalars.contains(where: acts))
            }
        }
    }
}
