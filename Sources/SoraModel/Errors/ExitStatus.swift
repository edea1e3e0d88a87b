/// The status that a program ends with, after BSD's sysexits where one fits.
///
/// Source: sysexits(3), and the contract in `docs/exit-codes.md`.
public struct ExitStatus: RawRepresentable, Hashable, Sendable {
    /// The number that the shell sees.
    public let rawValue: Int32

    /// Makes a status from its number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// All went well.
    public static let success = ExitStatus(rawValue: 0)
    /// It failed.
    public static let failure = ExitStatus(rawValue: 1)
    /// A person has to decide: tasks are `uncertain`.
    public static let decisionNeeded = ExitStatus(rawValue: 3)
    /// A paid result was lost to expiry.
    public static let expired = ExitStatus(rawValue: 4)
    /// The command line was not understood.
    public static let usage = ExitStatus(rawValue: 64)
    /// Input was understood and is wrong.
    public static let badData = ExitStatus(rawValue: 65)
    /// No such object, file or library.
    public static let noInput = ExitStatus(rawValue: 66)
    /// The provider cannot be reached.
    public static let unavailable = ExitStatus(rawValue: 69)
    /// Cannot write, or a name that exists.
    public static let cannotCreate = ExitStatus(rawValue: 73)
    /// Reading or writing failed.
    public static let ioError = ExitStatus(rawValue: 74)
    /// Locked by another run.
    public static let temporaryFailure = ExitStatus(rawValue: 75)
    /// Credentials.
    public static let noPermission = ExitStatus(rawValue: 77)
    /// Configuration, or a library newer than this program.
    public static let configuration = ExitStatus(rawValue: 78)
    /// Interrupted.
    public static let interrupted = ExitStatus(rawValue: 130)
}
