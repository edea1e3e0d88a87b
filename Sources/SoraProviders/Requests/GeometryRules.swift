import SoraModel

extension RequestRules {
    /// How far the ratio of a size may be off the one asked for, as a part of it; the tolerance of
    /// `VerdictRule`.
    private static let tolerance = 0.01

    /// Checks the size or the ratio, and fills in the one that is sent.
    func fillGeometry(
        _ checked: inout Checked, _ model: ModelProfile, takesRatio: Bool,
        _ problems: inout [String]
    ) {
        let name = checked.request.model ?? model.id
        switch (checked.request.size, checked.request.aspectRatio) {
        case (.some, .some):
            problems.append("a size and an aspect ratio are asked for; only one can be")
        case (nil, nil):
            checked.request.size = model.defaultSize
            checked.request.aspectRatio = model.defaultSize == nil ? model.defaultAspectRatio : nil
        case (let size?, nil):
            check(size, of: model, named: name, &checked, &problems)
        case (nil, let ratio?):
            if takesRatio, model.aspectRatios.contains(ratio) { return }
            guard let size = size(of: ratio, for: model) else {
                let known =
                    takesRatio ? model.aspectRatios.map(\.description) : ratios(of: model)
                let places = places {
                    $0.aspectRatios.contains(ratio) || self.size(of: ratio, for: $0) != nil
                }
                let other = places.isEmpty ? "" : "; \(Self.have(places)) it"
                problems.append(
                    "\(name) has no aspect ratio \(ratio), only \(known.joined(separator: ", "))\(other)"
                )
                return
            }
            checked.request.size = size
            checked.request.aspectRatio = nil
            check(size, of: model, named: name, &checked, &problems)
        }
    }

    private func check(
        _ size: PixelSize, of model: ModelProfile, named name: String, _ checked: inout Checked,
        _ problems: inout [String]
    ) {
        if model.sizes.contains(size) { return }
        if model.sizes.isEmpty, model.aspectRatios.isEmpty { return }
        if model.unconfirmedSizes.contains(size) {
            checked.warnings.append(
                "not every page of the service has \(size) for \(name); it may refuse")
            return
        }
        let own =
            model.sizes.isEmpty
            ? "it takes an aspect ratio" : "only \(Self.text(model.allSizes))"
        let places = places { $0.allSizes.contains(size) }
        let other = places.isEmpty ? "" : "; \(Self.have(places)) it"
        problems.append("\(name) has no size \(size), \(own)\(other)")
    }

    /// The first size of that ratio; of a model that takes every size, one with the short side of its
    /// default.
    func size(of ratio: AspectRatio, for model: ModelProfile) -> PixelSize? {
        let fitting = model.allSizes.first { size in
            let quotient = Double(size.width) / Double(size.height)
            return abs(quotient - ratio.quotient) <= ratio.quotient * Self.tolerance
        }
        if let fitting { return fitting }
        guard model.sizes.isEmpty, model.aspectRatios.isEmpty, let size = model.defaultSize,
            (0.1...10).contains(ratio.quotient)
        else { return nil }
        let short = min(size.width, size.height)
        // Video codecs with 4:2:0 colour need even sides.
        func even(_ side: Double) -> Int { Int((side / 2).rounded()) * 2 }
        return ratio.quotient >= 1
            ? PixelSize(width: even(Double(short) * ratio.quotient), height: short)
            : PixelSize(width: short, height: even(Double(short) / ratio.quotient))
    }

    /// The ratios of a model's sizes, in lowest terms, each once.
    private func ratios(of model: ModelProfile) -> [String] {
        var seen: [String] = []
        for size in model.allSizes {
            var (a, b) = (size.width, size.height)
            while b != 0 { (a, b) = (b, a % b) }
            let ratio = "\(size.width / a):\(size.height / a)"
            if !seen.contains(ratio) { seen.append(ratio) }
        }
        return seen
    }

    private static func text(_ sizes: [PixelSize]) -> String {
        sizes.map(\.description).joined(separator: ", ")
    }
}
