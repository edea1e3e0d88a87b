import SoraModel

/// Something that reads bytes of strangers.
///
/// Each takes any bytes without a trap, and what it makes of them keeps its promises. `make test` feeds each with its
/// corpus and with seeded changes of that, `make fuzz` with what libFuzzer finds.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// URLs that a user gives or a service names.
    case addresses
    /// Answers of services: a line with a status and a profile, fields of the header, an empty line, the body.
    case answers
    /// Tables of requests.
    case csv
    /// Reference images, whose metadata is taken out.
    case images
    /// Pictures that a worker made, by the parent.
    case pictures
    /// Profiles of services.
    case profiles
    /// Query words.
    case queries
    /// Requests to a worker, by the worker.
    case requests
    /// Pages of contact sheets, by the worker.
    case sheets
    /// JSON beside clips.
    case sidecars
    /// The tags in clips.
    case tags
    /// The structure of media files.
    case walks
    /// What a worker answers, by the parent.
    case workerAnswers = "worker-answers"

    /// Feeds it.
    ///
    /// - Parameter bytes: any.
    /// - Throws: `Finding` where a promise is broken; any other error is a finding too.
    func run(_ bytes: [UInt8]) throws {
        switch self {
        case .addresses: try Self.readAddress(bytes)
        case .answers: try Self.readAnswer(bytes)
        case .csv: try Self.readTable(bytes)
        case .images: try Self.stripImage(bytes)
        case .pictures: try Self.readPicture(bytes)
        case .profiles: try Self.readProfile(bytes)
        case .queries: try Self.readQuery(bytes)
        case .requests: try Self.readRequest(bytes)
        case .sheets: try Self.readSheet(bytes)
        case .sidecars: try Self.readSidecar(bytes)
        case .tags: try Self.readTags(bytes)
        case .walks: try Self.walk(bytes)
        case .workerAnswers: try Self.readWorkerAnswer(bytes)
        }
    }
}
