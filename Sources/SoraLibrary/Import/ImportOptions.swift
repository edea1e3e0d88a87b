/// How files are imported.
public struct ImportOptions: Sendable {
    /// Whether each original is removed once its copy in the library is proved.
    public var moves = false
    /// Whether files stay in their places, and are originals by a further name.
    public var isInPlace = false
    /// A title, where one file is imported.
    public var title: String?
    /// The service that made the clips, where nothing else tells.
    public var provider: String?
    /// The model that made the clips, where nothing else tells.
    public var model: String?
    /// What each new video is tagged with.
    public var tags: [String] = []
    /// The names of the collections that each new video goes to the end of.
    public var collections: [String] = []
    /// Lists that tell of several clips, wherever these lie, as they were typed.
    public var sidecars: [String] = []
    /// Whether nothing is written.
    public var isDryRun = false

    /// Makes options with which files are copied.
    public init() {}
}
