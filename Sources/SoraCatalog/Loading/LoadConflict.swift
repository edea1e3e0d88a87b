/// A field that both sides have changed, or that cannot be taken from both.
package struct LoadConflict: Hashable, Sendable {
    /// What it is a field of.
    package var object: String
    /// The field.
    package var field: String
    /// The value that stays.
    package var kept: String?
    /// The value that does not.
    package var dropped: String?

    package init(object: String, field: String, kept: String?, dropped: String?) {
        self.object = object
        self.field = field
        self.kept = kept
        self.dropped = dropped
    }
}
