import SoraCatalog
import SoraMedia
import SoraModel
import SoraProviders
import SoraSystem

/// Looks at images before they are added: whether they are images at all, and how large.
package struct ImageInspection {
    private let context: LibraryContext

    /// The largest file, in bytes.
    package static let byteLimit: Int64 = 50 << 20
    /// The most pixels.
    private static let pixelLimit = 100_000_000
    /// libavformat's readers, with the format and the extension of what they read.
    private static let formats = [
        "jpeg_pipe": ("jpeg", "jpg"), "png_pipe": ("png", "png"), "webp_pipe": ("webp", "webp"),
    ]

    package init(_ context: LibraryContext) {
        self.context = context
    }

    /// Looks at images; nothing is stored.
    ///
    /// - Parameter words: files and addresses, as they were typed.
    /// - Returns: what was found, in order.
    /// - Throws: one `SoraError` of code `invalid` with everything that is wrong with any of them, `not_found` where
    ///   that is only that files are not there; `missing_helper`.
    package func inspect(_ words: [String]) async throws -> [InspectedImage] {
        var found: [InspectedImage] = []
        var problems: [String] = []
        var missing = 0
        let workers = MediaWorkers(
            helper: try context.helpers.path(of: "soralib-media"), files: context.system.files)
        for word in words {
            do {
                switch try ImageSource(word) {
                case .address(let url): found.append(InspectedImage(record: ImageRecord(url: url)))
                case .file(let path): found.append(try await inspect(file: path, workers))
                }
            } catch let error as SoraError where error.code != .unfitHelper {
                problems += error.eachProblem
                if error.code == .notFound { missing += 1 }
            } catch let error as SystemError {
                problems.append("\(word): \(error.forPeople.message)")
            }
        }
        await workers.shutdown()
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: "the list of images",
                code: missing == problems.count ? .notFound : .invalid, hint: "nothing was added")
        }
        return found
    }

    private func inspect(file word: String, _ workers: MediaWorkers) async throws -> InspectedImage
    {
        func refuse(_ why: String) -> SoraError { SoraError(.invalid, "\(word) \(why)") }
        let path = context.absolute(word)
        let files = context.system.files
        guard let status = try files.status(of: path, followingLinks: true) else {
            let isAddress = word.contains("://")
            throw isAddress
                ? refuse(
                    "is no address that a service fetches from: it begins with https:// or http://")
                : SoraError(.notFound, "\(word) does not exist")
        }
        guard status.kind == .file else {
            throw refuse(status.kind == .folder ? "is a folder" : "is no file")
        }
        guard status.bytes > 0 else { throw refuse("is empty") }
        guard status.bytes <= Self.byteLimit else {
            throw refuse(
                "has \(status.bytes >> 20) MiB; at most \(Self.byteLimit >> 20) MiB are sent")
        }
        let bytes = try files.contents(of: path, limit: Int(Self.byteLimit))
        let probe: MediaProbe
        switch await workers.probe(path) {
        case .measured(let measured): probe = measured
        case .unprobed(let reason): throw refuse("could not be measured: \(reason)")
        case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
        }
        guard let (format, kind) = probe.container.flatMap({ Self.formats[$0] }) else {
            let problem = probe.problems.first?.replacing("not a media file: ", with: "")
            let reason = problem.map { ": \($0)" } ?? ""
            throw refuse("is no JPEG, PNG or WebP image\(reason)")
        }
        guard probe.ok, let width = probe.width, let height = probe.height, width > 0, height > 0
        else {
            throw refuse("cannot be read: \(probe.problems.joined(separator: ", and "))")
        }
        guard width * height <= Self.pixelLimit else {
            throw refuse("has \(width)x\(height) pixels; at most 100 million are sent")
        }
        guard ImageMetadata.stripped(bytes) != nil else {
            throw refuse("is damaged: its parts do not follow each other to its end")
        }
        let file = StoredFile(
            sha256: try SHA256.digest(of: bytes), fileExtension: kind, bytes: Int64(bytes.count))
        return InspectedImage(
            record: ImageRecord(file: file, format: format, width: width, height: height),
            path: path)
    }
}
