import SoraModel
import SoraProviders

/// What a service takes at the most, from its profile.
package struct ProfileLimits: Hashable, Sendable {
    private let profile: ProviderProfile

    init(_ profile: ProviderProfile) {
        self.profile = profile
    }

    /// What the service can be asked for besides making clips.
    var abilities: [String] { profile.capabilities.map(\.rawValue).sorted() }

    /// What other services can be asked for, and this one cannot.
    var inabilities: [String] {
        ProviderProfile.Capability.allCases.filter { !profile.capabilities.contains($0) }
            .map(\.rawValue).sorted()
    }

    /// The models with what each takes; the one without a name stands for any other.
    package var models: [Model] {
        (profile.models.map { ($0.id, $0) } + (profile.otherModels.map { [(nil, $0)] } ?? []))
            .map(Model.init)
    }

    /// What holds for all models, as one JSON object.
    var json: String {
        let forms = profile.wire.images?.takes.map(\.rawValue) ?? []
        return "{\"images\":\(profile.wire.images?.atMost ?? 0),"
            + "\"image_forms\":\(JSONText.array(forms)),"
            + "\"prompt_characters\":\(profile.promptLimit),"
            + "\"submits_at_once\":\(profile.submitsAtOnce),"
            + "\"requests_at_once\":\(profile.requestsAtOnce),"
            + "\"result_seconds\":\(profile.wire.lifetimeSeconds),"
            + "\"prices_as_of\":\(profile.pricesAsOf.map(JSONText.string) ?? "null")}"
    }

    /// What one model takes.
    package struct Model: Hashable, Sendable {
        private let model: ModelProfile
        /// Its name; `nil` stands for any that is not listed.
        package let name: String?

        fileprivate init(_ name: String?, _ model: ModelProfile) {
            self.name = name
            self.model = model
        }

        /// The lengths in seconds, those with `?` that only some pages name; empty for any.
        package var seconds: [String] {
            model.seconds.map(String.init) + model.unconfirmedSeconds.map { "\($0)?" }
        }

        /// The sizes and ratios, those with `?` that only some pages name; empty for any.
        package var geometries: [String] {
            model.sizes.map(\.description) + model.unconfirmedSizes.map { "\($0)?" }
                + model.aspectRatios.map(\.description)
        }

        /// The styles.
        package var styles: [String] { model.styles }

        /// The prices of a second, each with the sizes that it is for.
        package var prices: [String] {
            model.prices.map { price in
                let sizes = price.sizes.map(\.description).joined(separator: ", ")
                return "\(price.perSecond)" + (sizes.isEmpty ? "" : " (\(sizes))")
            }
        }

        /// The same as one JSON object.
        var json: String {
            func numbers(_ values: [Int]) -> String {
                "[\(values.map(String.init).joined(separator: ","))]"
            }
            func texts(_ values: [some CustomStringConvertible]) -> String {
                JSONText.array(values.map(\.description))
            }
            let prices = model.prices.map { price in
                "{\"sizes\":\(texts(price.sizes)),\"amount\":\"\(price.perSecond.decimal)\","
                    + "\"currency\":\(JSONText.string(price.perSecond.currency))}"
            }
            return "{\"model\":\(name.map(JSONText.string) ?? "null"),"
                + "\"seconds\":\(numbers(model.seconds)),"
                + "\"unconfirmed_seconds\":\(numbers(model.unconfirmedSeconds)),"
                + "\"sizes\":\(texts(model.sizes)),"
                + "\"unconfirmed_sizes\":\(texts(model.unconfirmedSizes)),"
                + "\"aspect_ratios\":\(texts(model.aspectRatios)),"
                + "\"styles\":\(texts(model.styles)),"
                + "\"price_per_second\":[\(prices.joined(separator: ","))]}"
        }
    }
}
