import SoraArguments
import SoraLibrary
import SoraModel

/// What can be asked for besides the text.
struct RequestOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The service; may be left out where there is one.", valueName: "NAME"))
    var provider: String?

    @Option(
        help: ArgumentHelp(
            "The model; else the service's default.", valueName: "M"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The length in seconds.", valueName: "N"))
    var seconds: Int?

    @Option(
        help: ArgumentHelp(
            "The size in pixels, such as 1280x720.", valueName: "WxH"),
        transform: RequestOptions.size)
    var size: PixelSize?

    @Option(
        help: ArgumentHelp("The shape, such as 16:9, in place of a size.", valueName: "W:H"),
        transform: RequestOptions.ratio)
    var aspectRatio: AspectRatio?

    @Option(help: ArgumentHelp("The style, such as comic.", valueName: "S"))
    var style: String?

    @Flag(
        inversion: .prefixedNo,
        help: "A clean clip if that can be, else one with a watermark; with no: a clean one only.")
    var watermark: Bool?

    @Flag(help: "Keep the clip from the service's public pages; nobody can remix it there then.")
    var `private` = false

    @Option(help: ArgumentHelp("A tag for the clip when it comes.", valueName: "T"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("A collection for the clip when it comes.", valueName: "NAME"))
    var collection: [String] = []

    /// Whether nothing was given.
    var isEmpty: Bool {
        provider == nil && model == nil && seconds == nil && size == nil && aspectRatio == nil
            && style == nil && watermark == nil && !`private`
    }

    /// Fills what a line of a batch leaves open.
    func fill(_ request: inout QueueRequest) {
        request.provider = request.provider ?? provider
        request.model = request.model ?? model
        request.tags += tag
        request.collections += collection
        request.seconds = request.seconds ?? seconds
        request.style = request.style ?? style
        request.watermark = request.watermark ?? watermark
        request.isPrivate = request.isPrivate ?? (`private` ? true : nil)
        if request.size == nil, request.aspectRatio == nil {
            request.size = size
            request.aspectRatio = aspectRatio
        }
    }

    private static func size(_ text: String) throws -> PixelSize {
        guard let size = PixelSize(text) else {
            throw ValidationError("not a size: write it as 1280x720")
        }
        return size
    }

    private static func ratio(_ text: String) throws -> AspectRatio {
        guard let ratio = AspectRatio(text) else {
            throw ValidationError("not an aspect ratio: write it as 16:9")
        }
        return ratio
    }
}
