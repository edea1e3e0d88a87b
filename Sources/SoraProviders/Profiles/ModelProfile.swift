package import SoraModel

/// What a service's model can do and what it costs.
package struct ModelProfile: Hashable, Sendable {
    /// The name that is sent.
    package var id: String
    /// Other names with the same limits and prices.
    package var aliases: [String]
    /// The lengths that can be asked for, in seconds; empty where every length may be tried.
    package var seconds: [Int]
    /// Lengths that some of the service's pages name and others do not, in seconds.
    package var unconfirmedSeconds: [Int]
    /// The length where none is asked for, in seconds.
    package var defaultSeconds: Int
    /// The sizes that can be asked for; empty where every size may be tried.
    package var sizes: [PixelSize]
    /// Sizes that some of the service's pages name and others do not.
    package var unconfirmedSizes: [PixelSize]
    /// The size where no geometry is asked for.
    package var defaultSize: PixelSize?
    /// The ratios that can be asked for, of a service that takes ratios.
    package var aspectRatios: [AspectRatio]
    /// The ratio where no geometry is asked for, of a service that takes no sizes.
    package var defaultAspectRatio: AspectRatio?
    /// The styles that can be asked for, of a service that has styles.
    package var styles: [String]
    /// The prices.
    package var prices: [Price]
    /// Whether its clips have sound; `nil` where that is not known.
    package var audio: Audio?

    /// What is known of the sound of a model's clips.
    package enum Audio: String, Sendable, CaseIterable {
        /// Each has sound; one without any is not what was asked for.
        case expected
    }

    /// What one second costs.
    package struct Price: Hashable, Sendable {
        /// The sizes that it is for; empty for all.
        package var sizes: [PixelSize]
        /// The price of one second of video.
        package var perSecond: Money
    }

    /// Whether the model goes by that name.
    package func isCalled(_ name: String) -> Bool { id == name || aliases.contains(name) }

    /// All sizes, the confirmed ones first.
    package var allSizes: [PixelSize] { sizes + unconfirmedSizes }

    /// The price of one second at a size, or `nil` where it is not known.
    package func pricePerSecond(at size: PixelSize?) -> Money? {
        prices.first { price in size.map(price.sizes.contains) ?? false }?.perSecond
            ?? prices.first { $0.sizes.isEmpty }?.perSecond
    }
}
