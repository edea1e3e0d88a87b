import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib config list`.
struct ConfigList: SoralibCommand {
    static let fields = FieldChoice.results(of: SettingValue.self, "config list")
    static let result = CommandResult(.list("setting"))
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists every setting, with its value and where that comes from.",
        discussion: """
            Of several values the first of these counts: an option, a variable of the environment, the folder that \
            you stand in (for the library), the library's setting, your own, what is built in.
            """,
        examples: [
            CommandExample("soralib config list"),
            CommandExample("soralib config list --user", "what your own file sets"),
            CommandExample("soralib config list --fields name,value,meaning"),
        ],
        exitStatus: [
            CommandExitStatus(0, "listed"),
            CommandExitStatus(78, "a setting has a value that it cannot have"),
        ])

    @Flag(help: "Only what your own file sets, for all libraries.")
    var user = false

    func run(in context: CommandContext) async throws {
        var found: [SettingValue]
        if user {
            let set = context.settings.user.values
            found = KnownSetting.allCases.compactMap { setting in
                set[setting].map { SettingValue(setting: setting, value: $0, source: .user) }
            }
            if found.isEmpty, context.options.effectiveFormat == .table {
                let path = context.settings.user.path.map { " in \($0)" } ?? ""
                return context.say("nothing is set\(path)")
            }
        } else {
            let library = try context.libraryIfAny()
            found = try KnownSetting.allCases.filter { library != nil || $0.isPersonal }
                .map { try context.settings.value(of: $0, in: library) }
        }
        try ResultWriter(context).write(
            found, isSingle: false, columns: SettingValue.columns, flexible: ["value"])
    }
}

extension CommandContext {
    /// The library that the command is about, where there is one.
    ///
    /// - Throws: `SoraError` where one was named and is not there, or cannot be read.
    func libraryIfAny() throws -> Library? {
        do {
            return try openForReading()
        } catch let error as SoraError where error.code == .noLibrary {
            let named = [options.library, library.environment["SORALIB_LIBRARY"]]
            guard named.allSatisfy({ $0?.isEmpty ?? true }), settings.standardLibrary == nil else {
                throw error
            }
            return nil
        }
    }
}
