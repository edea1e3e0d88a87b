/// How stored files are checked again.
package struct VerifyOptions: Sendable {
    /// Whether every frame is decoded too.
    package var isDeep = false
    /// How many files are read at the same time; one a processor core where it is left out.
    package var jobs: Int?
    /// Whether nothing is stored.
    package var isDryRun = false

    package init() {}
}
