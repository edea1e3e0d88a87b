import SoraArguments

/// The manual pages, which are made when soralib is built to be installed.
enum ManualPages {
    /// The word with which the build asks for them.
    static let question = "__manual"

    /// The names of all pages, one a line; or with a name, that page.
    ///
    /// - Parameter words: the day that the pages are of, such as `November 21, 2026`, and the name of a page.
    /// - Returns: the text; `nil` where there is no such page.
    static func answer(_ words: [String]) -> String? {
        let pages = ManualPage.all(of: CommandTree(SoralibProgram.self), date: words.first ?? "")
        guard words.count > 1 else { return pages.map { $0.name + "\n" }.joined() }
        return pages.first { $0.name == words[1] }?.text
    }
}
