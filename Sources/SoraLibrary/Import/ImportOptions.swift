/// How files are imported.
package struct ImportOptions: Sendable {
    /// Whether each original is removed once its copy in the library is proved.
    package var moves = false
    /// Whether files stay in their places, and are originals by a further name.
    package var isInPlace = false
    /// A title, where one file is imported.
    package var title: String?
    /// The service that made the clips, where nothing else tells.
    package var provider: String?
    /// The model that made the clips, where nothing else tells.
    package var model: String?
    /// What each new video is tagged with.
    package var tags: [String] = []
    /// The names of the collections that each new video goes to the end of.
    package var collections: [String] = []
    /// Lists that tell of several clips, wherever these lie, as they were typed.
    package var sidecars: [String] = []
    /// Whether nothing is written.
    package var isDryRun = false

    package init() {}
}
