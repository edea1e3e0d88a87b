import SoraModel
import SoraProviders

/// The part of `docs/providers.md` that is made from the profiles.
enum ServicePage {
    /// What stands before it in the page.
    static let mark = "<!-- From here on this page is made from the profiles, by `make docs`. -->\n"

    static var text: String {
        Fixtures.profiles.map { section($0) }.joined()
    }

    private static func section(_ profile: ProviderProfile) -> String {
        var text = "\n### \(profile.name)\n\n\(profile.title).\n\n| | |\n|---|---|\n"
        for (name, value) in facts(of: profile) { text += "| \(name) | \(value) |\n" }
        text += "\n| model | seconds | sizes | other | price of a second |\n|---|---|---|---|---|\n"
        let models = profile.models.map { (names(of: $0), $0) }
        let others = profile.otherModels.map { [("any other", $0)] } ?? []
        for (name, model) in models + others { text += "| \(name) | \(row(model)) |\n" }
        text += "\nFrom:\n\n"
        for source in profile.sources { text += "- \(source)\n" }
        return text
    }

    private static func facts(of profile: ProviderProfile) -> [(String, String)] {
        let wire = profile.wire
        var facts = [
            ("dialect", "`\(profile.dialect)`"),
            ("base URL", profile.baseURL.map { "<\($0)>" } ?? "everybody's own: `--base-url`"),
            ("create", operation(wire.create)), ("ask after", operation(wire.retrieve)),
        ]
        if let remix = wire.remix { facts.append(("remix", operation(remix))) }
        if let edit = wire.edit { facts.append(("edit", operation(edit))) }
        if let extend = wire.extend { facts.append(("extend", operation(extend))) }
        if let ask = wire.retrieveRemix { facts.append(("ask after a remix", operation(ask))) }
        facts.append(("reference images", images(wire.images)))
        let place = wire.delivery == .content ? "the API, with the key" : "an address that it names"
        facts.append(("results", "from \(place)"))
        facts.append(
            ("lifetime", "\(wire.lifetimeSeconds / 3600) h, unless the service names a time"))
        let abilities = profile.capabilities.map(\.rawValue).sorted().joined(separator: ", ")
        facts.append(("can also", abilities.isEmpty ? "nothing" : abilities))
        facts.append(("asked after every", "\(wire.pollSeconds) s"))
        facts.append(("prompt", "at most \(profile.promptLimit) characters"))
        facts.append(("prices", profile.pricesAsOf.map { "as of \($0)" } ?? "not known"))
        if let end = profile.retirement { facts.append(("ended", "\(end.on): \(end.reason)")) }
        return facts
    }

    private static func operation(_ operation: WireProfile.Operation) -> String {
        let how = operation.encoding.map { $0 == .json ? ", JSON" : ", a form" } ?? ""
        let fields = operation.fields.map { "`\($0.name)`" }.joined(separator: " ")
        return "`\(operation.method) \(operation.path)`\(how)"
            + (fields.isEmpty ? "" : ": \(fields)")
    }

    private static func images(_ images: WireProfile.Images?) -> String {
        guard let images else { return "none" }
        let takes = images.takes.map { $0 == .file ? "files" : "public addresses" }
        let size =
            switch images.size {
            case .equal?: ", of the clip's size"
            case .unconfirmed?: ", maybe of the clip's size only"
            case nil: ""
            }
        return "at most \(images.atMost): \(takes.joined(separator: " or "))\(size)"
    }

    private static func names(of model: ModelProfile) -> String {
        ([model.id] + model.aliases).map { "`\($0)`" }.joined(separator: " ")
    }

    private static func row(_ model: ModelProfile) -> String {
        func list(_ sure: [some CustomStringConvertible], _ unsure: [some CustomStringConvertible])
            -> String
        {
            let words = sure.map(\.description) + unsure.map { "\($0)?" }
            return words.isEmpty ? "any" : words.joined(separator: ", ")
        }
        let other =
            (model.aspectRatios.isEmpty
                ? [] : ["ratios " + model.aspectRatios.map(\.description).joined(separator: ", ")])
            + (model.styles.isEmpty ? [] : ["styles " + model.styles.joined(separator: ", ")])
        let prices = model.prices.map { price in
            let sizes = price.sizes.map(\.description).joined(separator: ", ")
            return sizes.isEmpty ? "\(price.perSecond)" : "\(price.perSecond) (\(sizes))"
        }
        return [
            list(model.seconds, model.unconfirmedSeconds) + "; else \(model.defaultSeconds)",
            list(model.sizes, model.unconfirmedSizes), other.joined(separator: "; "),
            prices.joined(separator: "; "),
        ].map { $0.isEmpty ? "–" : $0 }.joined(separator: " | ")
    }
}
