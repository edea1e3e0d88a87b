/// A value that is bound to a placeholder.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// A whole number, or null.
    package init(_ value: (some BinaryInteger)?) {
        self = value.map { .integer(Int64($0)) } ?? .null
    }

    /// A number, or null.
    package init(_ value: Double?) {
        self = value.map { .real($0) } ?? .null
    }

    /// A text, or null.
    package init(_ value: String?) {
        self = value.map { .text($0) } ?? .null
    }

    /// A truth as 1 or 0, or null.
    package init(_ value: Bool?) {
        self = value.map { .integer($0 ? 1 : 0) } ?? .null
    }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral
{
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(nilLiteral: ()) { self = .null }
}
