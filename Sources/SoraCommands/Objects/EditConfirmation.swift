import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// Shows what a change would do, before it is done.
struct EditConfirmation {
    private let context: CommandContext
    private let library: Library
    private let handles: [Handle]
    private let changes: ObjectChanges

    /// How many changes are shown, and how many objects are named.
    private static let shown = 10

    init(
        _ context: CommandContext, _ library: Library, _ handles: [Handle], _ changes: ObjectChanges
    ) {
        self.context = context
        self.library = library
        self.handles = handles
        self.changes = changes
    }

    /// Says what would be changed.
    func tell(_ verb: String) throws {
        guard !handles.isEmpty else { return }
        let preview = try library.tryEdit(handles, changes, lines: Self.shown)
        let named = handles.prefix(Self.shown).map(\.description).joined(separator: ", ")
        let more = handles.count - min(handles.count, Self.shown)
        context.say("would \(verb) \(named)" + (more > 0 ? " and \(more) more" : ""))
        context.tell(preview)
    }

    /// Shows what would be changed, and asks.
    func ask(_ verb: String) throws {
        if context.options.yes { return }
        context.tell(try library.tryEdit(handles, changes, lines: Self.shown))
        try context.confirm("\(verb) \(handles.count) video\(handles.count == 1 ? "" : "s")?")
    }
}

extension CommandContext {
    /// Says what would be changed, value by value.
    func tell(_ preview: ChangePreview) {
        for line in preview.lines {
            func value(_ text: String?) -> String { text.map { Escaping.oneLine($0) } ?? "–" }
            say(
                "  \(Escaping.oneLine(line.object)) \(Escaping.oneLine(line.field)): "
                    + "\(value(line.before)) → \(value(line.after))")
        }
        let more = preview.count - min(preview.count, preview.lines.count)
        if preview.lines.isEmpty { say("  nothing is different from what it is") }
        if more > 0 { say("  and \(more) more") }
    }
}
