import SoraArguments
import SoraCatalog
import SoraModel

/// Everything that can be set, in the order in which it is listed.
///
/// The one table of settings: commands, completion, help and the test of the documents read it.
package enum KnownSetting: String, CaseIterable, Sendable {
    case library, format, color, pager, timeout
    case provider
    case queueModel = "queue.model"
    case queueSeconds = "queue.seconds"
    case queueSize = "queue.size"
    case sidecars
    case scheduleSubmit = "schedule.submit"
    case scheduleVerify = "schedule.verify"
    case scheduleBackup = "schedule.backup"

    /// What it is for.
    package var meaning: String {
        switch self {
        case .library: "the library of a command that stands in none"
        case .format: "how results are written where --format does not tell"
        case .color: "whether there are colours; auto is for a terminal alone"
        case .pager: "what shows long tables in a terminal; off for nothing"
        case .timeout: "the time after which a sync starts nothing new"
        case .provider: "the service that queue asks where --provider does not tell"
        case .queueModel: "the model that queue asks for where neither provider nor model is named"
        case .queueSeconds: "the length that queue asks for where --seconds does not tell"
        case .queueSize: "the size that queue asks for where neither size nor shape is named"
        case .sidecars: "whether all that is known of an original is kept beside it too"
        case .scheduleSubmit: "whether a scheduled run submits what is queued"
        case .scheduleVerify: "whether a scheduled run checks some of the clips again"
        case .scheduleBackup: "whether a scheduled run copies the catalogue"
        }
    }

    /// The same in a library, where a library can have it.
    ///
    /// How results are written and shown is the person's alone: a pager is a command, and a library may
    /// come from somebody else.
    var inLibrary: Setting? { Setting(rawValue: rawValue) }

    /// Whether a person can have it for all libraries.
    ///
    /// What a library keeps, and what is done in it by itself, is the library's alone.
    package var isPersonal: Bool { inLibrary?.values.isEmpty ?? true }

    /// The variable of the environment that gives it: `SORALIB_` and the name.
    package var variable: String? {
        guard isPersonal else { return nil }
        return "SORALIB_" + rawValue.uppercased().replacing(".", with: "_")
    }

    /// What help says of its variable.
    var told: CommandVariable? { variable.map { CommandVariable($0, meaning) } }

    /// The values that it may have; none where they cannot be listed.
    package var values: [String] {
        switch self {
        case .format: OutputFormat.allCases.map(\.rawValue)
        case .color: ColorChoice.allCases.map(\.rawValue)
        default: inLibrary?.values ?? []
        }
    }

    /// The value where nothing sets it; empty where it has none then.
    package var standard: String {
        switch self {
        case .format: OutputFormat.table.rawValue
        case .color: ColorChoice.auto.rawValue
        case .pager: "less"
        default: inLibrary?.standard ?? ""
        }
    }

    /// What is wrong with a value, as the end of a sentence that its name begins.
    func problem(with value: String) -> String? {
        if value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "has a control character in it"
        }
        if let inLibrary { return inLibrary.problem(with: value) }
        switch self {
        case .format, .color:
            guard !values.contains(value) else { return nil }
            let near = Suggestion.nearest(to: value, among: values)
            let meant = near.map { "; did you mean \($0)?" } ?? ""
            return "is one of \(values.joined(separator: ", ")), and not \(value)\(meant)"
        case .library:
            return value.hasPrefix("/") || value.hasPrefix("~/") || value == "~"
                ? nil : "is a path from / or ~/ on, and not \(value)"
        case .timeout:
            return DurationText.seconds(value) == nil
                ? "is a time such as 90s, 15m or 2h, and not \(value)" : nil
        default: return nil
        }
    }

    /// The setting of a name.
    ///
    /// - Throws: `SoraError` with code `not_found`, and the name that was probably meant.
    static func named(_ name: String) throws(SoraError) -> KnownSetting {
        if let setting = KnownSetting(rawValue: name) { return setting }
        throw SoraError(
            .notFound, "there is no setting \(name)\(meant(by: name))",
            hint: "`soralib config list` tells those that there are")
    }

    /// Words on the name that was probably meant; empty where none is near.
    static func meant(by name: String) -> String {
        let near = NearestNames.to(name, in: allCases.map(\.rawValue), limit: 1)
        return near.first.map { "; did you mean \($0)?" } ?? ""
    }
}
