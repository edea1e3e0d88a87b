import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// A request that is ready to be sent: all that can fail without the service is behind it.
struct PreparedSubmit {
    var frozen: FrozenRequest
    var dialect: any Dialect
    var key: Secret?
    var request: HTTPRequest

    /// Makes the request of a task as it was frozen.
    ///
    /// - Throws: `SoraError` `.credentials` without a key, `.invalid` after the service's retirement
    ///   or when an image is not there any more, `.configuration` for a request of a newer soralib.
    init(_ task: TaskRecord, _ line: Line, _ context: SyncContext) async throws(SoraError) {
        frozen = try FrozenRequest(of: task, in: context.catalog)
        dialect = try frozen.endpoint.speaker()
        if let retirement = frozen.retirement,
            !retirement.allowsSubmit(at: context.system.time.now())
        {
            throw SoraError(.invalid, retirement.refusal(of: frozen.endpoint.profile))
        }
        if let problem = frozen.request.parent.flatMap(RemoteID.problem) {
            throw SoraError(.invalid, "the remote id of the parent \(problem)")
        }
        if let word = frozen.request.frame {
            let image = try await FrameImage(context: context).make(word, for: task, frozen)
            frozen.request.images.insert(image, at: 0)
            frozen.request.frame = nil
        }
        key = try await line.key(for: frozen)
        let copies = UploadCopy(folder: context.catalog.folder, files: context.system.files)
        var files: [[UInt8]] = []
        // A service that takes addresses gets no file, so none has to be there.
        let takesFiles = frozen.endpoint.wire.images?.takes.contains(.file) ?? false
        for image in frozen.request.images where takesFiles {
            if let bytes = try copies.bytes(of: image) { files.append(bytes) }
        }
        request = try dialect.submission(
            of: frozen, key: key, boundary: Self.boundary(context.system.random), files: files)
    }

    private static func boundary(_ random: any RandomSource) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return "soralib-" + String(random.bytes(24).map { letters[Int($0) % letters.count] })
    }
}
