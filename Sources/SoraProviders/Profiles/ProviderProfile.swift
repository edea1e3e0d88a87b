/// What is known of one service, as data: a file `providers/NAME.json`.
package struct ProviderProfile: Hashable, Sendable {
    /// The name that commands use, the same as the file's.
    package var name: String
    /// The service's name, for people.
    package var title: String
    /// The code that speaks with the service.
    package var dialect: String
    /// What stands before `/v1`; `nil` where everybody has their own.
    package var baseURL: String?
    /// The paths, encodings and words.
    package var wire: WireProfile
    /// The models, in the order in which they are shown.
    package var models: [ModelProfile]
    /// What to assume of a model that is not listed; `nil` where only listed ones are taken.
    package var otherModels: ModelProfile?
    /// The model where none is asked for.
    package var defaultModel: String
    /// The currency of the prices; `nil` where there are none.
    package var priceCurrency: String?
    /// The day on which the prices were read, as `2026-08-21`; `nil` where there are none.
    package var pricesAsOf: String?
    /// The most Unicode scalars of a prompt.
    package var promptLimit: Int
    /// The most submits at once.
    package var submitsAtOnce: Int
    /// The most polls and downloads at once, each.
    package var requestsAtOnce: Int
    /// How far a clip's length may be off, in seconds; `nil` for what is usual.
    package var durationTolerance: Double?
    /// When and why the service ended.
    package var retirement: Retirement?
    /// Where all of this was read.
    package var sources: [String]

    /// When and why a service ended.
    package struct Retirement: Hashable, Sendable, Codable {
        /// The first day without the service, as `2026-09-24`, in UTC.
        package var on: String
        /// What happened, for people.
        package var reason: String
    }

    /// What a service can be asked for besides creating and polling.
    package enum Capability: String, Sendable, CaseIterable {
        case remix, list, delete, content, images, storyboard, style, watermark
        case isPrivate = "private"
    }

    /// What this service can be asked for.
    package var capabilities: Set<Capability> {
        var found: Set<Capability> = []
        if wire.remix != nil { found.insert(.remix) }
        if wire.list != nil { found.insert(.list) }
        if wire.delete != nil { found.insert(.delete) }
        if wire.content != nil { found.insert(.content) }
        if wire.images != nil { found.insert(.images) }
        if wire.storyboard != nil { found.insert(.storyboard) }
        for field in wire.create.fields {
            switch field.value {
            case .style: found.insert(.style)
            case .watermark: found.insert(.watermark)
            case .isPrivate: found.insert(.isPrivate)
            default: break
            }
        }
        return found
    }

    /// What is known of a model by that name; the general assumptions where it is not listed and need
    /// not be; else `nil`.
    package func model(named name: String) -> ModelProfile? {
        models.first { $0.isCalled(name) } ?? otherModels
    }

    /// Every name of every model.
    package var modelNames: [String] { models.flatMap { [$0.id] + $0.aliases } }
}
