import SoraMedia

/// The colours of a contact sheet.
package enum SheetTheme: String, CaseIterable, Sendable {
    case light, dark
}

/// How a contact sheet is made.
package struct SheetOptions: Sendable {
    /// Clips beside each other; `nil` for up to four, so that few rows are evenly filled.
    package var columns: Int?
    /// The width of a clip's picture, in pixels.
    package var size = 320
    package var theme = SheetTheme.light
    /// What stands above it.
    package var title: String
    /// Whether files of its names may be replaced.
    package var replaces = false
    /// Whether nothing is written.
    package var isDryRun = false

    package init(title: String) {
        self.title = title
    }

    /// How many clips may lie beside each other.
    package static let columnRange = 1...SheetLayout.mostColumns
    /// How wide a clip's picture may be.
    package static let sizeRange = SheetLayout.tiles

    /// The format that a file's ending names; `nil` where it names none that is drawn.
    package static func format(of path: String) -> String? {
        let path = path.lowercased()
        if path.hasSuffix(".png") { return "png" }
        return path.hasSuffix(".jpg") || path.hasSuffix(".jpeg") ? "jpeg" : nil
    }

    /// The columns for so many clips.
    func columns(for clips: Int) -> Int {
        if let columns { return columns }
        let rows = max(1, (clips + 3) / 4)
        return max(2, (clips + rows - 1) / rows)
    }
}
