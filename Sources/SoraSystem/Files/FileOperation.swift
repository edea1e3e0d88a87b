/// The kinds of calls that `FileSystem` makes, for those who stage failures.
package enum FileOperation: String, Sendable, CaseIterable {
    case open, create, read, write, synchronize, truncate, allocate, rename, remove, makeFolder
    case changeMode, link
}
