/// What the file system says about one name.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Sendable { case file, folder, link, other }

    /// What it is.
    package var kind: Kind
    /// The size in bytes.
    package var bytes: Int64
    /// The permission bits.
    package var mode: UInt32
    /// The user that owns it.
    package var owner: UInt32
    /// The file system that it lies on.
    package var device: UInt64
    /// Its number there: two names of the same number are one file.
    package var number: UInt64
    /// When its content last changed, in nanoseconds since 1970.
    package var modifiedNanoseconds: Int64
}
