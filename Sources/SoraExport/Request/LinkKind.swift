/// How an exported file comes to its bytes.
package enum LinkKind: String, Codable, Sendable, CaseIterable {
    /// Shares the blocks of the original until one of them is changed; else a copy.
    case reflink
    /// A copy, compared with the original's SHA-256 as it is made.
    case copy
    /// Another name of the original.
    case hard
    /// A link that leads to the original.
    case symbolic

    /// Whether changing the exported file changes the original.
    package var sharesOriginal: Bool { self == .hard || self == .symbolic }

    /// Whether a file that was made in this way will do where `wanted` is asked for.
    func serves(_ wanted: LinkKind) -> Bool {
        sharesOriginal || wanted.sharesOriginal ? self == wanted : true
    }
}
