/// What kind of thing went wrong, as the word that scripts see in `error.code`.
///
/// An open set: new codes may appear. Each maps to one exit status.
public struct ErrorCode: RawRepresentable, Hashable, Sendable {
    /// The word, for example `not_found`.
    public let rawValue: String
    /// The status that the program ends with.
    public let exitStatus: ExitStatus

    /// Makes a code from a word alone; it ends the program with status 1.
    public init(rawValue: String) {
        self.init(rawValue, .failure)
    }

    private init(_ rawValue: String, _ exitStatus: ExitStatus) {
        self.rawValue = rawValue
        self.exitStatus = exitStatus
    }

    /// Two codes are the same when their words are.
    public static func == (left: ErrorCode, right: ErrorCode) -> Bool {
        left.rawValue == right.rawValue
    }

    /// Hashes the word.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(rawValue)
    }

    /// The command line was not understood.
    public static let usage = ErrorCode("usage", .usage)
    /// Input was understood and is wrong.
    public static let invalid = ErrorCode("invalid", .badData)
    /// The database is damaged.
    public static let corrupt = ErrorCode("corrupt", .badData)
    /// There is no such object, file or library.
    public static let notFound = ErrorCode("not_found", .noInput)
    /// There is no library where one was looked for.
    public static let noLibrary = ErrorCode("no_library", .noInput)
    /// The provider cannot be reached.
    public static let unreachable = ErrorCode("unreachable", .unavailable)
    /// Something cannot be written.
    public static let cannotWrite = ErrorCode("cannot_write", .cannotCreate)
    /// A name that exists, or a folder that is not empty.
    public static let exists = ErrorCode("exists", .cannotCreate)
    /// It is in use and may not be taken away.
    public static let inUse = ErrorCode("in_use", .cannotCreate)
    /// The disk is full.
    public static let diskFull = ErrorCode("disk_full", .ioError)
    /// Reading or writing failed.
    public static let inputOutput = ErrorCode("io_error", .ioError)
    /// Another run holds the lock.
    public static let locked = ErrorCode("locked", .temporaryFailure)
    /// A key is missing or refused.
    public static let credentials = ErrorCode("credentials", .noPermission)
    /// The configuration cannot be used.
    public static let configuration = ErrorCode("configuration", .configuration)
    /// The library was made by a newer or an unreleased soralib.
    public static let schema = ErrorCode("schema", .configuration)
    /// A helper program is missing.
    public static let missingHelper = ErrorCode("missing_helper", .configuration)
    /// A helper program is there, and cannot do its work on this machine.
    public static let unfitHelper = ErrorCode("unfit_helper", .configuration)
    /// The user interrupted.
    public static let interrupted = ErrorCode("interrupted", .interrupted)
    /// It failed, for a reason that the message tells.
    public static let failed = ErrorCode("failed", .failure)
}
