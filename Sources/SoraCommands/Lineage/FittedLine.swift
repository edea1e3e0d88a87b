import SoraTerminal

/// A line that is made of parts, in colours, and ends where its room does.
struct FittedLine {
    /// What fits.
    private(set) var text = ""
    private var room: Int?

    /// - Parameter room: the columns that it may take, or `nil` for any number.
    init(_ room: Int?) { self.room = room }

    /// Gives what follows so many columns.
    mutating func limit(to columns: Int) { room = columns }

    /// Adds a part, or as much of it as fits.
    mutating func add(_ part: String, _ paint: (String) -> String) {
        guard var left = room else {
            text += paint(part)
            return
        }
        guard left > 0 else { return }
        let fitting = DisplayWidth.truncated(part, to: left)
        // Behind a part that was cut stands nothing.
        left = fitting == part ? left - DisplayWidth.of(part) : 0
        text += paint(fitting)
        room = left
    }
}
