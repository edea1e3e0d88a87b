/// A folder that is held open.
///
/// What is done in it is done there, wherever its path leads by then, and follows no link: names in it
/// are single (`FileName`), and are opened with `O_NOFOLLOW`.
package struct HeldFolder: ~Copyable, Sendable {
    /// The open folder.
    let file: OpenFile

    /// The path that it was opened by, for messages.
    package var path: String { file.path }

    func path(of name: FileName) -> String { "\(path)/\(name.text)" }
}
