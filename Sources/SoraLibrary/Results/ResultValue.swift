import SoraModel

/// A value of a result.
package enum ResultValue: Hashable, Sendable {
    case text(String?)
    case integer(Int?)
    case truth(Bool)
    case texts([String])
    /// An object.
    case object(String?)
    /// Objects, which no cell of a table has room for.
    case objects([String])

    /// The value as JSON.
    package var json: String {
        switch self {
        case .text(let text): text.map(JSONText.string) ?? "null"
        case .integer(let number): number.map(String.init) ?? "null"
        case .truth(let isTrue): isTrue ? "true" : "false"
        case .texts(let texts): JSONText.array(texts)
        case .object(let object): object ?? "null"
        case .objects(let objects): "[\(objects.joined(separator: ","))]"
        }
    }

    /// The value in a cell of a table; nothing is empty.
    package var cell: String {
        switch self {
        case .text(let text): text ?? ""
        case .integer(let number): number.map(String.init) ?? ""
        case .truth(let isTrue): isTrue ? "yes" : "no"
        case .texts(let texts): texts.joined(separator: "; ")
        case .object(let object): object ?? ""
        case .objects(let objects): "[\(objects.joined(separator: ","))]"
        }
    }
}
