/// Whether there are colours.
package enum ColorChoice: String, CaseIterable, Sendable {
    /// In a terminal that has them.
    case auto
    /// Wherever the output goes.
    case always
    case never
}
