#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One picture of a contact sheet, as `soralib-media` is told to draw it.
///
/// As the file of a request: the length of the JSON as 4 bytes, highest first; the JSON; the clips' pictures, one
/// behind the other.
package struct SheetPage: Codable, Hashable, Sendable {
    package enum Theme: String, Codable, Sendable, CaseIterable {
        case light, dark
    }

    /// How grave a clip's state is.
    package enum Tone: String, Codable, Sendable {
        case good, neutral, warning, bad
    }

    /// A clip.
    package struct Tile: Codable, Hashable, Sendable {
        package var handle: String
        package var prompt: String
        /// Length, size and the like, on one line.
        package var facts: String
        /// The verdict, or that the file is missing.
        package var verdict: String
        package var tone: Tone
        /// How many bytes its picture has; 0 where there is none.
        package var picture = 0
        /// What stands in the place of the picture where there is none.
        package var note = ""

        package init(handle: String, prompt: String, facts: String, verdict: String, tone: Tone) {
            self.handle = handle
            self.prompt = prompt
            self.facts = facts
            self.verdict = verdict
            self.tone = tone
        }
    }

    package var layout: SheetLayout
    package var theme: Theme
    package var format: PictureRequest.Format
    package var title: String
    package var summary: String
    /// Which picture of how many it is; empty where it is the only one.
    package var number: String
    package var tiles: [Tile]

    package init(
        layout: SheetLayout, theme: Theme, format: PictureRequest.Format, title: String,
        summary: String, number: String, tiles: [Tile]
    ) {
        self.layout = layout
        self.theme = theme
        self.format = format
        self.title = title
        self.summary = summary
        self.number = number
        self.tiles = tiles
    }

    /// The most bytes of a page with its pictures.
    package static let limit = 96 << 20

    package var rows: Int { (tiles.count + layout.columns - 1) / layout.columns }
    /// How tall its picture may be: by how long its prompts turn out to be.
    var heights: ClosedRange<Int> {
        func height(_ lines: Int) -> Int {
            layout.height(lines: [Int](repeating: lines, count: rows))
        }
        return height(1)...height(SheetLayout.promptLines)
    }

    /// Every letter on it.
    package var letters: Set<UInt32> {
        var letters = Set((0x20...0x7E).map { UInt32($0) } + [0x2026, 0xB7])
        for text in [title, summary, number]
            + tiles.flatMap({
                [$0.handle, $0.prompt, $0.facts, $0.verdict, $0.note]
            })
        {
            for scalar in text.unicodeScalars { letters.insert(scalar.value) }
        }
        return letters
    }

    /// The page as bytes.
    ///
    /// - Parameter pictures: those of the tiles, in their order; empty where one has none.
    /// - Returns: the file of the request.
    /// - Throws: when it cannot be written as JSON.
    package func bytes(with pictures: [[UInt8]]) throws -> [UInt8] {
        var page = self
        for index in page.tiles.indices {
            page.tiles[index].picture = index < pictures.count ? pictures[index].count : 0
        }
        let json = try Array(JSONEncoder().encode(page))
        let length = UInt32(json.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + json
            + pictures.prefix(tiles.count).joined()
    }

    /// The page in bytes and where its pictures are; `nil` where they are none.
    package static func read(_ bytes: [UInt8]) -> (page: SheetPage, pictures: [Range<Int>])? {
        guard bytes.count >= 4 else { return nil }
        let length = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - 4,
            let page = try? JSONDecoder().decode(Self.self, from: Data(bytes[4..<4 + length])),
            page.layout.isSound, !page.tiles.isEmpty,
            page.tiles.count <= SheetLayout.mostTiles
        else { return nil }
        var pictures: [Range<Int>] = []
        var place = 4 + length
        for tile in page.tiles {
            guard (0...bytes.count - place).contains(tile.picture) else { return nil }
            pictures.append(place..<place + tile.picture)
            place += tile.picture
        }
        return (page, pictures)
    }
}
