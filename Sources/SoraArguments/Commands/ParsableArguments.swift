/// A set of declarations that a command line can be read into.
///
/// Every stored property is declared by `@Option`, `@Flag`, `@Argument` or `@OptionGroup`.
package protocol ParsableArguments: Decodable, Sendable {
    init()

    /// Checks what declarations cannot say, such as options that exclude each other.
    ///
    /// - Throws: `ValidationError`, which the parser reports as wrong usage; other errors pass through.
    func validate() throws
}

extension ParsableArguments {
    package func validate() throws {}
}
