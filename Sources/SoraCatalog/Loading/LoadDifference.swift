/// A field of an object that both sides have, and in which they differ.
struct LoadDifference {
    var object: Int64
    var theirs: String?
    var ours: String?
    var theirTime: Int64?
    var ourTime: Int64?

    /// Whether the other side's word is the newer one.
    var takesTheirs: Bool {
        guard let theirTime else { return ours == nil && ourTime == nil }
        return theirTime > ourTime ?? 0
    }
    /// Whether both sides say something, so that one of them is lost.
    var isConflict: Bool { theirs != nil && ours != nil }
}

extension LoadSummary {
    /// Tells that both sides have something to say.
    mutating func note(_ difference: LoadDifference, _ field: String, of object: String) {
        conflicts.append(
            LoadConflict(
                object: object, field: field,
                kept: difference.takesTheirs ? difference.theirs : difference.ours,
                dropped: difference.takesTheirs ? difference.ours : difference.theirs))
    }
}
