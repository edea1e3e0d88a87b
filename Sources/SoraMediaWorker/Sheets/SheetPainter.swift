import SoraMedia

/// Draws one picture of a contact sheet.
struct SheetPainter {
    private let page: SheetPage
    private let layout: SheetLayout
    private let palette: SheetPalette
    private let setter: TextSetter
    /// The lines of each prompt.
    private let prompts: [[TextLine]]
    /// The most of them in each row.
    private let lines: [Int]
    private var canvas: Canvas

    /// Draws it.
    ///
    /// - Parameters:
    ///   - page: what is on it.
    ///   - bytes: what holds the clips' pictures.
    ///   - pictures: where they are.
    ///   - fonts: what there is to write with.
    /// - Returns: the picture, and the letters that no font shows.
    static func drawn(
        _ page: SheetPage, _ bytes: [UInt8], _ pictures: [Range<Int>], _ fonts: FontCase
    ) -> (raster: Raster, unshown: Int) {
        var painter = SheetPainter(page, fonts)
        painter.header()
        let layout = page.layout
        var y = layout.header
        for index in page.tiles.indices {
            let (row, column) = index.quotientAndRemainder(dividingBy: layout.columns)
            let x = layout.margin + column * (layout.tile + layout.columnGap)
            painter.tile(index, bytes[pictures[index]], x: x, y: y)
            if column == layout.columns - 1 {
                y += layout.picture + layout.caption(lines: painter.lines[row]) + layout.rowGap
            }
        }
        return (painter.canvas.raster, painter.setter.unshown.count)
    }

    private init(_ page: SheetPage, _ fonts: FontCase) {
        self.page = page
        layout = page.layout
        palette = SheetPalette(page.theme)
        let setter = TextSetter(fonts)
        let prompts = page.tiles.map { tile in
            setter.lines(
                tile.prompt, size: Self.promptSize * page.layout.unit, width: page.layout.tile,
                lines: SheetLayout.promptLines)
        }
        let columns = page.layout.columns
        let lines = (0..<page.rows).map { row in
            prompts[(row * columns)..<min(prompts.count, (row + 1) * columns)]
                .map(\.count).max().map { max(1, $0) } ?? 1
        }
        self.setter = setter
        self.prompts = prompts
        self.lines = lines
        canvas = Canvas(
            width: layout.width, height: layout.height(lines: lines), palette.page, fonts)
    }

    /// The size of a prompt's letters.
    private static let promptSize = 13.0

    /// The title, what is on the sheet, and which picture of it this is.
    private mutating func header() {
        let (x, width) = (layout.margin, layout.width - 2 * layout.margin)
        let area = Canvas.Area(x: x, y: 0, width: width, height: layout.header)
        var room = width
        if !page.number.isEmpty {
            let size = 14 * layout.unit
            for line in setter.lines(page.number, size: size, width: width / 3) {
                let place = x + width - line.width / 64
                canvas.write(
                    line, size: size, x: place, baseline: layout.pixels(76), palette.muted,
                    within: area)
                room -= line.width / 64 + layout.pixels(24)
            }
        }
        write(
            page.title, 27, isBold: true, palette.ink, x: x, width: room, baseline: 76, area: area)
        write(page.summary, 14, palette.muted, x: x, width: width, baseline: 101, area: area)
        canvas.fill(
            Canvas.Area(
                x: x, y: layout.pixels(118), width: width, height: max(1, layout.pixels(1))),
            palette.line)
    }

    /// One clip: its picture, and below it handle and verdict, prompt, facts.
    private mutating func tile(_ index: Int, _ picture: ArraySlice<UInt8>, x: Int, y: Int) {
        let tile = page.tiles[index]
        let lines = prompts[index]
        let frame = Canvas.Area(x: x, y: y, width: layout.tile, height: layout.picture)
        canvas.fill(frame, palette.well)
        if picture.isEmpty || !show(picture, in: frame) { note(tile.note, in: frame) }
        canvas.round(frame, radius: layout.pixels(6), palette.page)

        let below = y + layout.picture
        let height = layout.caption(lines: lines.count) + layout.rowGap / 2
        let area = Canvas.Area(x: x, y: below, width: layout.tile, height: height)
        let first = below + layout.pixels(25)
        var room = layout.tile
        let size = Self.promptSize * layout.unit
        for line in setter.lines(tile.verdict, size: size, width: layout.tile / 2) {
            let place = x + layout.tile - line.width / 64
            canvas.write(line, size: size, x: place, baseline: first, palette.muted, within: area)
            let radius = 4.5 * layout.unit
            canvas.disc(
                x: Double(place) - 7 * layout.unit - radius / 2,
                y: Double(first) - 4.6 * layout.unit, radius: radius, palette.colour(tile.tone))
            room -= line.width / 64 + layout.pixels(24)
        }
        write(
            tile.handle, 15, isBold: true, palette.ink, x: x, width: room,
            at: first, area: area)
        for (index, line) in lines.enumerated() {
            let place = line.isRightToLeft ? x + layout.tile - line.width / 64 : x
            let baseline = first + layout.pixels(22 + 19 * Double(index))
            // Marks may be heaped on letters without end.
            let own = Canvas.Area(
                x: x, y: baseline - layout.pixels(16), width: layout.tile,
                height: layout.pixels(23))
            canvas.write(
                line, size: size, x: place, baseline: baseline, palette.ink, within: own)
        }
        let last = first + layout.pixels(22 + 19 * Double(max(1, lines.count)) + 2)
        write(tile.facts, 12, palette.muted, x: x, width: layout.tile, at: last, area: area)
    }

    /// Whether it could be shown.
    private mutating func show(_ picture: ArraySlice<UInt8>, in frame: Canvas.Area) -> Bool {
        guard
            let raster = try? StillDecoder.raster(
                of: picture, within: (frame.width, frame.height))
        else { return false }
        canvas.put(
            raster, x: frame.x + (frame.width - raster.width) / 2,
            y: frame.y + (frame.height - raster.height) / 2)
        return true
    }

    /// What stands where there is no picture.
    private mutating func note(_ text: String, in frame: Canvas.Area) {
        canvas.hatch(frame, step: layout.pixels(18), palette.stripe)
        let size = 14 * layout.unit
        let words = text.isEmpty ? "no picture" : text
        for line in setter.lines(words, size: size, isBold: true, width: frame.width * 3 / 4) {
            let width = line.width / 64
            let height = layout.pixels(30)
            let label = Canvas.Area(
                x: frame.x + (frame.width - width) / 2 - layout.pixels(12),
                y: frame.y + (frame.height - height) / 2, width: width + layout.pixels(24),
                height: height)
            canvas.fill(label, palette.well)
            canvas.write(
                line, size: size, x: label.x + layout.pixels(12),
                baseline: label.y + layout.pixels(20), palette.muted, within: frame)
        }
    }

    private mutating func write(
        _ text: String, _ size: Double, isBold: Bool = false, _ colour: Colour, x: Int, width: Int,
        baseline: Double, area: Canvas.Area
    ) {
        write(
            text, size, isBold: isBold, colour, x: x, width: width, at: layout.pixels(baseline),
            area: area)
    }

    private mutating func write(
        _ text: String, _ size: Double, isBold: Bool = false, _ colour: Colour, x: Int, width: Int,
        at baseline: Int, area: Canvas.Area
    ) {
        let size = size * layout.unit
        for line in setter.lines(text, size: size, isBold: isBold, width: width) {
            canvas.write(line, size: size, x: x, baseline: baseline, colour, within: area)
        }
    }
}
