import SoraCatalog
import SoraLibrary
import SoraModel
import SoraSystem

/// What is set around a command: by its options, by the environment, by the person's file.
///
/// A library's own settings come between the last two, and are asked for where a library is open.
package struct Settings: Sendable {
    private let environment: [String: String]
    /// The person's file.
    private(set) var user: UserSettings
    private var options: [KnownSetting: String] = [:]

    /// Nothing is set.
    package init() {
        environment = [:]
        user = UserSettings()
    }

    /// Reads what is set.
    ///
    /// - Throws: `SoraError` with code `configuration` for a file that cannot be used.
    init(_ context: LibraryContext) throws(SoraError) {
        environment = context.environment
        user = try UserSettings(context.environment, context.system.files)
    }

    /// Takes note of the options of the command line.
    mutating func take(_ given: GlobalOptions) {
        options[.library] = given.library
        options[.format] = given.json ? "json" : given.format?.rawValue
        options[.color] = given.noColor ? "never" : nil
        options[.pager] = given.noPager ? "off" : nil
    }

    /// What a setting is, and why.
    ///
    /// - Parameters:
    ///   - setting: the setting.
    ///   - library: the library that is open, if one is.
    /// - Returns: the value; empty where it has none.
    /// - Throws: `SoraError` with code `configuration` for a value that it cannot have.
    func value(of setting: KnownSetting, in library: Library? = nil) throws -> SettingValue {
        if let value = options[setting] {
            return .init(setting: setting, value: value, source: .option)
        }
        if let name = setting.variable, let value = environment[name], !value.isEmpty {
            // A path is taken as it is: relative to the current folder.
            if setting != .library { try check(setting, value, in: name) }
            return .init(setting: setting, value: value, source: .environment)
        }
        if setting == .library, let library, user.values[.library].map(expanded) != library.path {
            return .init(setting: setting, value: library.path, source: .folder)
        }
        if let own = setting.inLibrary, let library, let value = try library.setting(own) {
            try check(setting, value, in: "the library's setting \(setting.rawValue)")
            return .init(setting: setting, value: value, source: .library)
        }
        if let value = user.values[setting] {
            return .init(setting: setting, value: value, source: .user)
        }
        // As git has it: the pager of all programs counts less than the one of this.
        if setting == .pager, let pager = environment["PAGER"] {
            return .init(
                setting: setting, value: pager.isEmpty ? "off" : pager, source: .environment)
        }
        return .init(setting: setting, value: setting.standard, source: .builtIn)
    }

    /// The value of a setting, where it has one.
    func chosen(_ setting: KnownSetting, in library: Library? = nil) throws -> SettingValue? {
        let found = try value(of: setting, in: library)
        return found.value.isEmpty ? nil : found
    }

    /// The format of results.
    var format: OutputFormat? {
        get throws { OutputFormat(rawValue: try value(of: .format).value) }
    }

    /// The library of who stands in none.
    var standardLibrary: String? { user.values[.library].map(expanded) }

    /// The seconds after which a sync starts nothing new.
    var timeout: Double? {
        get throws { DurationText.seconds(try value(of: .timeout).value) }
    }

    /// Whether there are colours, where that is set and not left to what the output is.
    var isColored: Bool? {
        get throws {
            let color = try value(of: .color)
            // NO_COLOR and CLICOLOR_FORCE are nearer than the person's file.
            let isAsked = ["NO_COLOR", "CLICOLOR_FORCE"].contains {
                environment[$0]?.isEmpty == false
            }
            if color.source == .user, isAsked { return nil }
            switch ColorChoice(rawValue: color.value) {
            case .always: return true
            case .never: return false
            case .auto, nil: return nil
            }
        }
    }

    /// The command that shows long tables; `nil` for none.
    var pager: String? {
        get throws {
            let command = try value(of: .pager).value
            return ["off", "cat", ""].contains(command) ? nil : command
        }
    }

    private func expanded(_ path: String) -> String {
        guard path.hasPrefix("~"), let home = environment["HOME"] else { return path }
        return home + path.dropFirst()
    }

    private func check(_ setting: KnownSetting, _ value: String, in place: String) throws {
        guard let problem = setting.problem(with: value) else { return }
        throw SoraError(
            .configuration, "\(place) \(problem)",
            hint: "`soralib config list` tells every setting and where it comes from")
    }
}
