/// The names that an option or a flag is given by.
package struct NameSpecification: Sendable, ExpressibleByArrayLiteral {
    /// One way of making a name.
    package enum Element: Sendable {
        case long
        case short
        case customLong(String)
        case customShort(Character)
    }

    let elements: [Element]

    package init(arrayLiteral elements: Element...) { self.elements = elements }

    /// `--max-submits` for a property `maxSubmits`.
    package static let long: NameSpecification = [.long]
    /// `-m` for a property `maxSubmits`.
    package static let short: NameSpecification = [.short]
    package static let shortAndLong: NameSpecification = [.short, .long]

    package static func customLong(_ name: String) -> NameSpecification { [.customLong(name)] }
    package static func customShort(_ name: Character) -> NameSpecification {
        [.customShort(name)]
    }

    /// The names for a property, short ones first.
    func names(for key: String) -> [ArgumentName] {
        let names = elements.map { element -> ArgumentName in
            switch element {
            case .long: .long(key.kebabCased)
            case .short: .short(key.first ?? "?")
            case .customLong(let name): .long(name)
            case .customShort(let name): .short(name)
            }
        }
        return names.filter(\.isShort) + names.filter { !$0.isShort }
    }
}

/// One name as it is written on the command line.
package enum ArgumentName: Sendable, Hashable, CustomStringConvertible {
    case long(String)
    case short(Character)

    package var isShort: Bool {
        if case .short = self { true } else { false }
    }

    package var description: String {
        switch self {
        case .long(let name): "--\(name)"
        case .short(let name): "-\(name)"
        }
    }

    /// `--no-x` for `--x`; a short name has none.
    var negated: ArgumentName? {
        if case .long(let name) = self { .long("no-\(name)") } else { nil }
    }
}

extension String {
    /// `maxSubmits` and `MaxSubmits` become `max-submits`; for names in ASCII, as Swift's own are.
    var kebabCased: String {
        var bytes: [UInt8] = []
        var previousIsUpper = true
        for byte in utf8 {
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            if isUpper, !previousIsUpper { bytes.append(UInt8(ascii: "-")) }
            bytes.append(isUpper ? byte | 0x20 : byte)
            previousIsUpper = isUpper
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
