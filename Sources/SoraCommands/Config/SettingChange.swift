import SoraCatalog
import SoraLibrary
import SoraModel

/// Sets a setting of a library or of the person.
struct SettingChange {
    private let setting: KnownSetting
    private let isPersonal: Bool
    private let context: CommandContext

    init(_ setting: KnownSetting, isPersonal: Bool, in context: CommandContext) {
        self.setting = setting
        self.isPersonal = isPersonal
        self.context = context
    }

    /// Sets it; in a dry run it is only looked whether that could be.
    func set(to word: String) throws -> SettingValue {
        try checkPlace(with: word)
        // Who stands somewhere means a path from there.
        let value =
            setting == .library && !word.hasPrefix("~") ? context.library.absolute(word) : word
        if value.isEmpty {
            throw SoraError(
                .invalid, "\(setting.rawValue) needs a value",
                hint: "to take it back: soralib config unset \(flag)\(setting.rawValue)")
        }
        if let problem = setting.problem(with: value) {
            throw SoraError(.invalid, "\(setting.rawValue) \(problem)", hint: example)
        }
        try write(value)
        return SettingValue(
            setting: setting, value: value, source: isPersonal ? .user : .library)
    }

    /// Takes it back.
    ///
    /// - Returns: what it is from now on.
    func unset() throws -> SettingValue {
        try checkPlace(with: nil)
        try write(nil)
        if context.options.dryRun {
            return SettingValue(setting: setting, value: setting.standard, source: .builtIn)
        }
        let library = try isPersonal ? context.libraryIfAny() : context.openForReading()
        return try Settings(context.library).value(of: setting, in: library)
    }

    /// Says so where something else counts more than what was set.
    func tellWhatCountsMore(than set: SettingValue) {
        guard let library = try? context.libraryIfAny(),
            let now = try? Settings(context.library).value(of: setting, in: library),
            now.value != set.value
        else { return }
        let what =
            switch now.source {
            case .environment: "\(setting.variable ?? "the environment") says \(now.value)"
            case .library: "this library's own says \(now.value)"
            case .folder: "you stand in the library \(now.value)"
            default: "it is \(now.value)"
            }
        context.say("note: here \(what), which counts more")
    }

    private func write(_ value: String?) throws {
        if isPersonal {
            var user = context.settings.user
            user.set(setting, to: value)
            if !context.options.dryRun { try user.write(context.library.system) }
        } else if let own = setting.inLibrary {
            let library = try context.openAsNeeded()
            if !context.options.dryRun { try library.set(own, to: value ?? own.standard) }
        }
    }

    private func checkPlace(with value: String?) throws {
        let words = ["soralib config", value == nil ? "unset" : "set"]
        let rest = [setting.rawValue] + [value].compactMap(\.self)
        if isPersonal, !setting.isPersonal {
            throw SoraError(
                .usage, "\(setting.rawValue) is a setting of each library, and not one of yours",
                hint: (words + rest).joined(separator: " "))
        }
        if !isPersonal, setting.inLibrary == nil {
            throw SoraError(
                .usage, "\(setting.rawValue) is a setting of yours, and not one of a library",
                hint: (words + ["--user"] + rest).joined(separator: " "))
        }
    }

    private var flag: String { isPersonal ? "--user " : "" }

    /// A command that works.
    private var example: String {
        let value =
            switch setting {
            case .library: "~/clips"
            case .format: "json"
            case .color: "auto"
            case .timeout: "15m"
            case .queueSeconds: "8"
            case .queueSize: "1280x720"
            case .pager: "less"
            case .provider, .queueModel: "NAME"
            case .sidecars, .scheduleSubmit, .scheduleVerify, .scheduleBackup: setting.standard
            }
        return "soralib config set \(flag)\(setting.rawValue) \(value)"
    }
}
