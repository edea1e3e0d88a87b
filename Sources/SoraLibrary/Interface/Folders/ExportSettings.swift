import SoraExport

/// How an export is made.
public struct ExportSettings: Hashable, Sendable {
    /// How an exported file comes to its bytes.
    public enum Link: String, Sendable, CaseIterable {
        /// Shares the blocks of the original until one of them is changed; else a copy.
        case reflink
        /// A copy, compared with the original's SHA-256 as it is made.
        case copy
        /// Another name of the original: changing the exported file changes the original.
        case hard
        /// A link that leads to the original: changing the exported file changes the original.
        case symbolic

        var kind: LinkKind {
            switch self {
            case .reflink: .reflink
            case .copy: .copy
            case .hard: .hard
            case .symbolic: .symbolic
            }
        }
    }

    /// How files come to their bytes.
    public var link = Link.reflink
    /// How files are named, as in `{index:03}-{title|slug}.{ext}`; `nil` for the selection's own way.
    public var template: String?
    /// Whether the folder is a bag of BagIt (RFC 8493).
    public var isBag = false
    /// Whether names are to be good on every system.
    public var isPortable = false
    /// Whether corrupt and unprobed clips are exported too.
    public var includesBad = false
    /// Whether files of an earlier export that no longer belong are removed.
    public var prunes = false
    /// Whether nothing is written, and only told what would be.
    public var isDryRun = false

    /// Makes settings with which clips are copied.
    public init() {}

    var options: ExportOptions {
        var choice = ExportChoice()
        choice.link = link.kind
        choice.template = template
        choice.isBag = isBag
        choice.isPortable = isPortable
        choice.includesBad = includesBad
        var options = ExportOptions(choice)
        options.prunes = prunes
        options.isDryRun = isDryRun
        return options
    }
}
