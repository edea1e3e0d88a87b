/// A table whose rows belong to a row of another: a list inside that row's record.
struct DumpChild: Sendable {
    /// The table, and the name of the list.
    let name: String
    /// The column that names the row to which a row belongs.
    let owner: String
    /// The column by which they are ordered.
    let order: String
    /// The kind of owner, where rows of several tables lie in one.
    let kind: String?

    init(_ name: String, of owner: String, by order: String, kind: String? = nil) {
        self.name = name
        self.owner = owner
        self.order = order
        self.kind = kind
    }

    /// When the fields of a row were changed by a person.
    static func changes(of kind: String) -> DumpChild {
        DumpChild("field_change", of: "object_id", by: "field", kind: kind)
    }

    /// The columns that are written; a number that only the table knows is not.
    func columns(of shape: TableShape) -> [TableShape.Column] {
        shape.columns.filter { $0.name != owner && $0.name != "id" && $0.name != "kind" }
    }
}
