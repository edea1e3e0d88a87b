import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraProviders
import SoraTerminal

/// Finds what a word on a command line may be.
///
/// Where there is no library, or none that can be read, nothing.
struct LiveValues {
    let place: CompletionPlace
    private let context: CommandContext
    private let catalog: Catalog?

    init(_ place: CompletionPlace, in context: CommandContext) {
        self.place = place
        self.context = context
        let named = place.value(of: "--library")
        var surroundings = context.library
        surroundings.standardLibrary = (try? Settings(surroundings))?.standardLibrary
        catalog = try? Library.open(named: named, for: .glancing, context: surroundings).catalog
    }

    /// The values of a kind that begin with what is typed.
    func values(of kind: ValueKind, beginning start: String) -> [CompletionCandidate] {
        let found: [CompletionCandidate]
        switch kind {
        case .handles(let kinds):
            let share = kinds.count > 1 && start.isEmpty ? 10 : Catalog.mostLiveValues
            found = kinds.flatMap { kind in
                live {
                    try $0.liveHandles(start, of: kind, includingTrash: seesTrash)
                }.prefix(share)
            }
        case .tasks(let states):
            found = live { try $0.liveHandles(start, of: .task, states: states) }
        case .collection: found = live { try $0.liveCollections(start) }
        case .provider: found = live { try $0.liveProviders(start) }
        case .tag: found = live { try $0.liveTags(start) }
        case .change: found = live { try $0.liveChanges(start) }
        case .ownField:
            let values = live { try $0.liveFields(start) }
            found =
                place.node.name == "edit"
                ? values.map { .init("\($0.value)=", $0.explanation, isWhole: false) } : values
        case .profile: found = ProfileLibrary().names.map { .init($0) }
        case .model: found = models(start)
        case .setting: found = settings
        case .settingValue:
            switch place.operands.last.flatMap(KnownSetting.init(rawValue:)) {
            case .provider: found = live { try $0.liveProviders(start) }
            case .queueModel: found = models(start)
            case let setting: found = setting?.values.map { .init($0) } ?? []
            }
        case .schema: found = ObjectSchema.all.map { .init($0.name, $0.summary) }
        case .fields: found = fieldNames(start)
        case .sort: found = sortFields(start)
        case .query:
            // One word of a shell may hold several words of a query.
            found = QueryCompletion(values: self, kind: .video).candidates(start)
        case .listing: found = listing(start)
        case .words(let words): found = words.map { .init($0) }
        case .file, .directory, .free: found = []
        }
        return found
    }

    /// The values of the catalogue that a question finds; none where it cannot be answered.
    func live(_ question: (Catalog) throws -> [LiveValue]) -> [CompletionCandidate] {
        guard let catalog, let found = try? question(catalog) else { return [] }
        return found.map { CompletionCandidate($0.value, $0.explanation) }
    }

    private var seesTrash: Bool { place.given["--restore"] != nil || place.given["--purge"] != nil }

    /// The models of the chosen provider, or of all, and those that tasks were asked of.
    private func models(_ start: String) -> [CompletionCandidate] {
        let providers = (try? catalog?.providers()) ?? []
        let chosen = place.value(of: "--provider").map { name in
            providers.filter { $0.name == name }
        }
        let names =
            (chosen ?? providers).map(\.profile) + [place.value(of: "--profile")].compactMap(\.self)
        let profiles = ProfileLibrary()
        var found: [CompletionCandidate] = []
        for name in Set(names).sorted() {
            guard let profile = try? profiles.profile(named: name) else { continue }
            found += profile.modelNames.map { CompletionCandidate($0, name) }
        }
        let known = Set(found.map(\.value))
        return found + live { try $0.liveModels(start) }.filter { !known.contains($0.value) }
    }

    /// The settings that the command can set: with `--user` the person's alone.
    private var settings: [CompletionCandidate] {
        let isChange = ["set", "unset"].contains(place.node.name)
        let isPersonal = place.given["--user"] != nil
        return KnownSetting.allCases
            .filter { !isChange || (isPersonal ? $0.isPersonal : $0.inLibrary != nil) }
            .map { CompletionCandidate($0.rawValue, $0.meaning) }
    }

    private func listing(_ start: String) -> [CompletionCandidate] {
        let kinds: [(name: String, kind: ObjectKind)] = [
            ("videos", .video), ("prompts", .prompt), ("images", .image), ("tasks", .task),
        ]
        if place.operands.isEmpty {
            return kinds.map { CompletionCandidate($0.name) }
                + QueryCompletion(values: self, kind: .video).candidates(start)
        }
        return QueryCompletion(values: self, kind: listedKind).candidates(start)
    }

    /// What `list` lists.
    private var listedKind: ObjectKind {
        switch place.operands.first {
        case "prompts": .prompt
        case "images": .image
        case "tasks": .task
        default: .video
        }
    }

    /// Names behind `--fields`, the last of which is being typed.
    private func fieldNames(_ start: String) -> [CompletionCandidate] {
        let chosen = start.split(separator: ",", omittingEmptySubsequences: false).dropLast()
        let names =
            (place.node.type as? any SoralibCommand.Type)?.fields.names
            ?? ObjectShape.of(listedKind).fields.map(\.name)
        let before = chosen.map { $0 + "," }.joined()
        return names.filter { !chosen.contains($0[...]) }
            .map { CompletionCandidate(before + $0, isWhole: false) }
    }

    /// Fields behind `--sort`, the last of which is being typed.
    private func sortFields(_ start: String) -> [CompletionCandidate] {
        let chosen = start.split(separator: ",", omittingEmptySubsequences: false).dropLast()
        let before = chosen.map { $0 + "," }.joined()
        let own = live { try $0.liveFields("") }.map(\.value)
        return (QueryField.of(listedKind).map(\.name) + own).flatMap { name in
            ["", ":desc"].map { CompletionCandidate(before + name + $0, isWhole: false) }
        }
    }
}
