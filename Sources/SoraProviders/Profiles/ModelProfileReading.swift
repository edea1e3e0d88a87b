import SoraModel

extension ModelProfile {
    /// Reads a model.
    ///
    /// - Parameters:
    ///   - object: its fields.
    ///   - currency: the currency of the profile's prices.
    ///   - isListed: whether it has a name; the assumptions about unlisted models have none.
    init(_ object: StrictObject, currency: String, isListed: Bool) {
        id = isListed ? object.text("id") : (object.optionalText("id") ?? "")
        aliases = object.texts("aliases", of: "a text") { $0 }
        seconds = object.integers("seconds", 1...3600)
        unconfirmedSeconds = object.integers("unconfirmed_seconds", 1...3600)
        defaultSeconds = object.integer("default_seconds", 1...3600)
        sizes = object.texts("sizes", of: Self.sizeForm, PixelSize.init)
        unconfirmedSizes = object.texts("unconfirmed_sizes", of: Self.sizeForm, PixelSize.init)
        defaultSize = object.optional("default_size", Self.sizeForm, PixelSize.init)
        aspectRatios = object.texts("aspect_ratios", of: Self.ratioForm, AspectRatio.init)
        defaultAspectRatio = object.optional(
            "default_aspect_ratio", Self.ratioForm, AspectRatio.init)
        styles = object.texts("styles", of: "a text") { $0 }
        prices = object.objects("price_per_second", knows: ProfileFields.price).map {
            Price($0, currency: currency)
        }
        audio = object.optionalWord("audio", Audio.self)
        noteContradictions(in: object)
    }

    private static let sizeForm = "a size such as 1280x720"
    private static let ratioForm = "a ratio such as 16:9"

    private func noteContradictions(in object: StrictObject) {
        if !seconds.isEmpty, !(seconds + unconfirmedSeconds).contains(defaultSeconds) {
            object.note("default_seconds", "\(defaultSeconds) is not in seconds")
        }
        if let defaultSize, !sizes.isEmpty, !allSizes.contains(defaultSize) {
            object.note("default_size", "\(defaultSize) is not in sizes")
        }
        if let defaultAspectRatio, !aspectRatios.contains(defaultAspectRatio) {
            object.note("default_aspect_ratio", "\(defaultAspectRatio) is not in aspect_ratios")
        }
        if defaultSize == nil, defaultAspectRatio == nil {
            object.note("default_size", "is missing, and so is default_aspect_ratio")
        }
        var priced: Set<PixelSize> = []
        for size in prices.flatMap(\.sizes) where !priced.insert(size).inserted {
            object.note("price_per_second", "\(size) has two prices")
        }
    }
}

extension ModelProfile.Price {
    fileprivate init(_ object: StrictObject, currency: String) {
        sizes = object.texts("sizes", of: "a size such as 1280x720", PixelSize.init)
        perSecond = Money(micros: 0, currency: currency)
        let amount = object.text("amount")
        guard !amount.isEmpty else { return }
        if amount.hasPrefix("-") {
            object.note("amount", "\(amount) is negative")
        } else if let price = Money(decimal: amount, currency: currency) {
            perSecond = price
        } else {
            object.note("amount", "\(amount) is not an amount such as 0.10")
        }
    }
}
