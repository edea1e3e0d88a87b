/// The version of soralib, in its one place.
public enum Version {
    /// The version, for example `0.1.0`.
    public static let current: String = "0.1.0-dev"
}
