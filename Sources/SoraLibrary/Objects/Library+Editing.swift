package import SoraCatalog
package import SoraModel

extension Library {
    /// Changes videos, prompts and images, all or none.
    ///
    /// - Returns: those that are not as they were.
    /// - Throws: one `SoraError` of code `invalid` with every problem.
    package func edit(_ handles: [Handle], _ changes: ObjectChanges) throws -> Set<Handle> {
        try check(changes, of: handles)
        return try catalog.edit(handles, changes)
    }

    /// Does the same to the moment before the commit, and takes it back.
    ///
    /// - Parameters:
    ///   - handles: what is changed.
    ///   - changes: what is changed in each.
    ///   - lines: how many changes are told.
    /// - Returns: what would be changed.
    /// - Throws: what `edit` throws.
    package func tryEdit(
        _ handles: [Handle], _ changes: ObjectChanges, lines: Int
    ) throws -> ChangePreview {
        try check(changes, of: handles)
        return try catalog.tryEdit(handles, changes, lines: lines).preview
    }

    /// Checks changes.
    ///
    /// - Throws: one `SoraError` of code `invalid` with every problem.
    package func check(_ changes: ObjectChanges, of handles: [Handle]) throws {
        var problems: [String] = []
        if let title = changes.title ?? nil {
            problems += [TextRules.problem(withTitle: title)].compactMap(\.self)
        }
        if let notes = changes.notes ?? nil {
            problems += [TextRules.problem(withNotes: notes)].compactMap(\.self)
        }
        if let rating = changes.rating ?? nil, !(0...5).contains(rating) {
            problems.append("a rating is 0 to 5, and this is \(rating)")
        }
        problems += (changes.addedTags + changes.removedTags)
            .compactMap(TextRules.problem(withTag:))
        for tag in changes.addedTags
        where changes.removedTags.contains(where: { $0.lowercased() == tag.lowercased() }) {
            problems.append("the tag \(tag) is both added and removed")
        }
        for handle in handles {
            switch handle.kind {
            case .video: break
            case .task:
                problems.append(
                    "\(handle) is a task: only videos, prompts and images can be edited")
            case .prompt, .image:
                let what =
                    "\(handle) is \(handle.kind == .image ? "an" : "a") \(handle.kind.rawValue)"
                if changes.notes != nil { problems.append("\(what), and has no notes") }
                if changes.rating != nil { problems.append("\(what), and has no rating") }
                if changes.isTrashed != nil {
                    problems.append("\(what), and only videos can be put into the trash")
                }
                if let value = changes.fields.first {
                    problems.append("\(what), and has no \(value.field.name)")
                }
            }
        }
        guard problems.isEmpty else {
            throw SoraError.all(problems, of: "the change", hint: "nothing was changed")
        }
    }
}
