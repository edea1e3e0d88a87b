package import SoraModel

/// What a service has in an account, beside what the library has of it.
package struct Adoption: Hashable, Sendable {
    /// The provider's name.
    package var provider: String
    /// How many videos its list has.
    package var listed = 0
    /// How many of them the library lacks, and can be fetched.
    package var new = 0
    /// How many of them may be tasks of the library whose outcome is unknown.
    package var doubtful: [String] = []
    /// How many have failed, so that there is nothing to be fetched.
    package var failed = 0
    /// How many are gone already.
    package var gone = 0
    /// How many seconds of video the new ones are, as far as the service says.
    package var seconds = 0
    /// When the first of the new ones will be gone.
    package var firstExpiry: Timestamp?
    /// Why not all that there is could be listed, or `nil`.
    package var problem: String?
}
