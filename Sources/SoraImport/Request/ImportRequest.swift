package import SoraCatalog

/// What to import, and how.
package struct ImportRequest: Sendable {
    /// Files and folders, each as it was typed and as an absolute path.
    package var paths: [(typed: String, absolute: String)]
    /// Whether each original is removed once its copy in the library is proved.
    package var moves = false
    /// Whether a file stays where it is, and becomes an original by a further name: no byte is copied.
    package var isInPlace = false
    /// What is known of every clip, where its sidecar says nothing else.
    package var standard = ClipFacts()
    /// The absolute paths of lists that tell of several clips, wherever these lie.
    package var sidecars: [String] = []
    /// A title for the only file.
    package var title: String?
    /// What each new video is tagged with.
    package var tags: [String] = []
    /// The numbers of the collections that each new video goes to the end of.
    package var collections: [Int64] = []
    /// Whether nothing is written.
    package var isDryRun = false

    package init(paths: [(typed: String, absolute: String)]) {
        self.paths = paths
    }
}
