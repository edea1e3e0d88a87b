import SoraCatalog
import SoraLibrary
import SoraModel

/// What settings say of a request that leaves it open.
struct QueueDefaults {
    private let provider: SettingValue?
    private let model: SettingValue?
    private let seconds: SettingValue?
    private let size: SettingValue?
    /// The providers that there are.
    private let names: [String]

    init(_ context: CommandContext, _ library: Library) throws {
        let settings = context.settings
        provider = try settings.chosen(.provider, in: library)
        model = try settings.chosen(.queueModel, in: library)
        seconds = try settings.chosen(.queueSeconds, in: library)
        size = try settings.chosen(.queueSize, in: library)
        names = try provider == nil ? [] : library.catalog.providers().map(\.name)
    }

    /// Fills what neither the command line nor a line of a batch says.
    func fill(_ request: inout QueueRequest) throws {
        if request.provider == nil {
            if let provider, !names.contains(provider.value) { throw Self.unknown(provider) }
            request.provider = provider?.value
            // A model belongs to a service: for another one that was named it would be wrong.
            request.model = request.model ?? model?.value
        }
        // A storyboard has lengths of its own.
        if request.storyboard == nil {
            request.seconds = request.seconds ?? seconds.flatMap { Int($0.value) }
        }
        if request.size == nil, request.aspectRatio == nil {
            request.size = size.flatMap { PixelSize($0.value) }
        }
    }

    private static func unknown(_ provider: SettingValue) -> SoraError {
        let place =
            switch provider.source {
            case .environment: provider.setting.variable ?? "the environment"
            case .library: "the library's setting provider"
            default: "your setting provider"
            }
        return SoraError(
            .notFound,
            "there is no provider \(provider.value) in this library, which \(place) names",
            hint:
                "name one with --provider NAME: `soralib provider list` tells those that there are")
    }
}
