import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

#if os(Linux)
    struct `A drawn sheet` {
        private let folder: MediaFolder

        init() throws { folder = try MediaFolder() }

        private func page(
            _ prompts: [String], columns: Int = 3, theme: SheetPage.Theme = .light,
            format: PictureRequest.Format = .png
        ) -> SheetPage {
            SheetPage(
                layout: SheetLayout(columns: columns, tile: 320, aspect: 16.0 / 9), theme: theme,
                format: format, title: "A sheet", summary: "clips", number: "",
                tiles: prompts.enumerated().map { number, prompt in
                    SheetPage.Tile(
                        handle: "v\(number + 1)", prompt: SheetText.plain(prompt),
                        facts: "8 s · 1280×720", verdict: "verified", tone: .good)
                })
        }

        private func draw(_ page: SheetPage, _ pictures: [[UInt8]] = []) async throws -> Picture {
            try await SheetDrawer(helper: builtHelper()).draw(page, pictures)
        }

        @Test(.enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
        func `has the picture of each clip at its place, and a mark where there is none`()
            async throws
        {
            for colour in ["red", "blue"] {
                try FFmpeg.make(
                    ["-f", "lavfi", "-i", "color=\(colour):s=320x180", "-frames:v", "1"]
                        + ["\(colour).jpg"], in: folder.path)
            }
            let pictures = try ["red", "blue"].map { try contents("\(folder.path)/\($0).jpg") }
            let page = page(["one", "two", "three"])
            let sheet = try Pixels(
                try await draw(page, [pictures[0], pictures[1], []]).bytes, "png")
            let layout = page.layout
            func middle(_ column: Int) -> [UInt8] {
                let x = layout.margin + column * (layout.tile + layout.columnGap) + 20
                return sheet[x, layout.header + layout.picture / 2]
            }
            #expect(middle(0)[0] > 240 && middle(0)[2] < 15, "\(middle(0))")
            #expect(middle(1)[2] > 240 && middle(1)[0] < 15, "\(middle(1))")
            #expect(middle(2).allSatisfy { (220...245).contains($0) }, "\(middle(2))")
            // Round corners, and the margin, are the page's colour.
            #expect(sheet[layout.margin, layout.header] == [255, 255, 255])
            #expect(sheet[5, 5] == [255, 255, 255])
        }

        @Test func `is as wide as its columns, and as tall as its prompts`() async throws {
            let long = String(repeating: "a long prompt ", count: 40)
            let short = try await draw(page(["a", "b", "c", "d"]))
            let tall = try await draw(page(["a", long, "c", long]))
            let layout = page([]).layout
            #expect(short.width == layout.width)
            #expect(short.height == layout.height(lines: [1, 1]))
            #expect(tall.height == layout.height(lines: [3, 3]))
        }

        @Test(.enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
        func `writes nothing outside of a clip's tile`() async throws {
            let heap = "Z" + String(repeating: "\u{0335}\u{0301}\u{0316}", count: 150)
            let word = String(repeating: "W", count: 400)
            let sheet = try Pixels(
                try await draw(page([heap, word, word], theme: .dark)).bytes, "png")
            let layout = page([]).layout
            let gap = layout.margin + layout.tile
            let paper = sheet[2, 2]
            for y in layout.header..<sheet.height {
                for x in [gap + 1, gap + layout.columnGap - 2, 10, sheet.width - 10] {
                    #expect(sheet[x, y] == paper, "\(x), \(y)")
                }
            }
        }

        @Test(
            arguments: [
                "雪の中を走る赤い狐、黄金の時間、映画のような被写界深度", "ثعلب أحمر يركض في الثلج with a lens ثم يختفي",
                "שועל (2026) אדום", "हिमपात में लोमड़ी", "สุนัขจิ้งจอกสีแดงวิ่งในหิมะ",
                "🦊 👩‍🚀 👨‍👩‍👧‍👦 🇯🇵 👍🏽 ❤️", "\u{1b}[31m \u{7} \u{9b}31m <b>&amp;</b> %s \u{0}", " ", "",
                "\u{200d}\u{200d}\u{fe0f}", "\u{0301}", "\u{10FFFF}\u{E000}", "a\u{202e}b\u{2066}c",
            ])
        func `shows any script, and takes no word of it for an order`(prompt: String) async throws {
            let picture = try await draw(page([prompt], columns: 1, format: .jpeg))
            #expect(picture.width == page([], columns: 1).layout.width)
        }

        @Test func `shows words and no markup`() async throws {
            let plain = try await draw(page(["bold"]))
            let marked = try await draw(page(["<b>bold</b>"]))
            #expect(plain.bytes != marked.bytes)
            #expect(plain.bytes == (try await draw(page(["bold"]))).bytes)
        }

        @Test func `that has a damaged picture has a mark in its place`() async throws {
            let nothing = try await draw(page(["a"]))
            let damaged = try await draw(page(["a"]), [[0xFF, 0xD8, 0xFF, 1, 2, 3]])
            #expect(nothing.bytes == damaged.bytes)
        }

        @Test func `needs libraries, and says how to get them`() async throws {
            let helper = try folder.script(
                "helper", "exec \(builtHelper()) \"$@\" --fault mute")
            let error = await #expect(throws: SoraError.self) {
                try await SheetDrawer(helper: helper).draw(self.page(["a"]), [])
            }
            #expect(error?.code == .unfitHelper)
            #expect(error?.message.contains("libfontconfig.so.1.absent is missing") == true)
            #expect(error?.message.contains("apt-get install libfontconfig1") == true)
        }

        @Test(.enabled(if: InstalledProgram.find("strace") != nil, "no strace: NOT checked"))
        func `lets the worker open fonts before it is confined, and nothing after`() async throws {
            let log = "\(folder.path)/calls"
            let helper = try tracedHelper(in: folder, log)
            _ = try await SheetDrawer(helper: helper).draw(
                page(["雪の中 ثعلب 🦊 \u{12000} \u{1b}[31m fox", "b", "c", "d"]), [])
            let calls = try await CallsAfterSeal(log)
            #expect(calls.granted == [])
            #expect(calls.forbidden.count == 7, "\(calls.forbidden.joined(separator: "\n"))")
        }

        private func contents(_ path: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }
#endif

struct `A text on a sheet` {
    @Test(
        arguments: [
            ("a\nb\t c\r\n", "a b c"), ("\u{1b}[31m\u{7}", "␛[31m␇"), ("\u{7f}\u{9b}", "␡\u{fffd}"),
            ("a\u{202e}b\u{200b}c\u{feff}", "abc"), ("👩\u{200d}🚀", "👩\u{200d}🚀"),
            ("\u{e000}", "\u{fffd}"), ("  ", ""), ("\u{a0}a\u{3000}", "a"),
        ])
    func `acts on nothing`(text: String, shown: String) {
        #expect(SheetText.plain(text) == shown)
    }

    @Test func `is cut`() {
        #expect(SheetText.plain(String(repeating: "é", count: 9_999)).unicodeScalars.count == 600)
    }
}
