/// Where everything is on a contact sheet, in pixels.
package struct SheetLayout: Codable, Hashable, Sendable {
    /// Clips beside each other.
    package var columns: Int
    /// The width of a clip's tile.
    package var tile: Int
    /// The height of the room for its picture.
    package var picture: Int

    /// The widths that a tile may have.
    package static let tiles = 160...640
    /// How many clips may lie beside each other.
    package static let mostColumns = 12
    /// The lines that a prompt may take.
    package static let promptLines = 3
    /// The most clips of a picture.
    package static let mostTiles = 240

    /// A layout for clips of that shape.
    ///
    /// - Parameters:
    ///   - columns: clips beside each other.
    ///   - tile: the width of a tile.
    ///   - aspect: width by height of the clips' pictures; between 9:16 and 16:9 the tiles are so too.
    package init(columns: Int, tile: Int, aspect: Double) {
        self.columns = columns
        self.tile = tile
        picture = Int((Double(tile) / min(max(aspect, 9.0 / 16), 16.0 / 9)).rounded())
    }

    /// Whether it can be drawn at all.
    package var isSound: Bool {
        (1...Self.mostColumns).contains(columns) && Self.tiles.contains(tile)
            && (tile / 2...tile * 2).contains(picture)
    }

    /// What all lengths but the tiles' own are multiples of: 1 at the usual width, never too small to read.
    package var unit: Double { max(0.85, Double(tile) / 320) }

    package func pixels(_ units: Double) -> Int { Int((units * unit).rounded()) }

    package var margin: Int { pixels(48) }
    package var columnGap: Int { pixels(24) }
    package var rowGap: Int { pixels(30) }
    /// From the upper edge to the first row.
    package var header: Int { pixels(142) }
    /// What stands below the picture: handle and verdict, so many lines of the prompt, facts.
    package func caption(lines: Int) -> Int {
        pixels(10 + 21 + 19 * Double(max(1, lines)) + 4 + 18)
    }
    package var width: Int { 2 * margin + columns * tile + (columns - 1) * columnGap }

    /// The height with rows of which each has so many lines for its longest prompt.
    package func height(lines: [Int]) -> Int {
        let rows = lines.reduce(0) { $0 + picture + caption(lines: $1) }
        return header + rows + max(0, lines.count - 1) * rowGap + margin
    }

    /// How many rows one picture has at most: no taller than a page of paper upright, and of bounded memory.
    package var rows: Int {
        let most = min(Double(width) * 1.42, 20_000_000 / Double(width))
        let room = Int(most) - header - margin + rowGap
        let row = picture + caption(lines: Self.promptLines) + rowGap
        return min(max(1, room / row), Self.mostTiles / columns)
    }
}
