/// One field of an object in the output.
package struct ObjectField: Hashable, Sendable {
    package enum Kind: Sendable { case text, integer, number, boolean, json }

    /// The field's name in JSON, and the column's in the object's SQL.
    package var name: String
    /// How the column is written as JSON.
    package var kind: Kind

    init(_ name: String, _ kind: Kind = .text) {
        self.name = name
        self.kind = kind
    }

    /// The SQL that gives the column as a JSON value.
    var jsonSQL: String {
        switch kind {
        case .text, .integer, .number: name
        case .boolean: "json(CASE \(name) WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
        case .json: "json(\(name))"
        }
    }
}
