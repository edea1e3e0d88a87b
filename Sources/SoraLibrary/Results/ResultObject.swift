/// A result that is no object of the catalogue: values with names, in an order.
package protocol ResultObject: Sendable {
    /// The names, in the order of the output.
    static var fieldNames: [String] { get }
    /// The values, one a name.
    var values: [ResultValue] { get }
}

extension ResultObject {
    /// The result as one JSON object, with all of its fields or some.
    package func json(_ names: [String] = Self.fieldNames) -> String {
        let members = Dictionary(zip(Self.fieldNames, values)) { first, _ in first }
        let chosen = names.map { "\"\($0)\":\(members[$0]?.json ?? "null")" }
        return "{\(chosen.joined(separator: ","))}"
    }

    /// Some of its values as the cells of a row.
    package func cells(_ names: [String]) -> [String] {
        let members = Dictionary(zip(Self.fieldNames, values)) { first, _ in first }
        return names.map { members[$0]?.cell ?? "" }
    }
}
