/// Whether a video's file is in the library.
public enum FileState: String, Sendable, Codable, CaseIterable {
    /// It is there.
    case present
    /// It was there.
    case missing
    /// It never was: a placeholder, or a dump without files.
    case absent
}
