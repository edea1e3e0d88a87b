import SoraArguments
import SoraLibrary
import SoraProviders

/// The settings that `provider add` and `provider set` share.
struct ProviderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What stands before /v1; the profile's own where it has one.", valueName: "URL"))
    var baseUrl: String?

    @Option(help: ArgumentHelp("The key is in this environment variable.", valueName: "VAR"))
    var keyEnv: String?

    @Option(help: ArgumentHelp("The key is what this command prints.", valueName: "CMD"))
    var keyCommand: String?

    @Option(
        help: ArgumentHelp(
            "The key is in this file, which only you can read.", valueName: "FILE"),
        completion: .file)
    var keyFile: String?

    @Flag(help: "The service wants no key.")
    var noKey = false

    @Option(
        help: ArgumentHelp(
            "Trust the certificates in this file in place of the system's.", valueName: "FILE"),
        completion: .file)
    var caFile: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Accept private addresses and plain http, for a service in your own network.")
    var allowPrivate: Bool?

    @Option(
        help: ArgumentHelp(
            "Spend at most so much there: day=5.00USD, month=50.00USD; day=none to lift it. Days and months are those of UTC.",
            valueName: "PERIOD=AMOUNT"))
    var budget: [String] = []

    func validate() throws {
        let places = [keyEnv != nil, keyCommand != nil, keyFile != nil, noKey].count { $0 }
        if places > 1 {
            throw ValidationError(
                "give one of --key-env, --key-command, --key-file and --no-key, not several")
        }
    }

    /// The settings, with file names made absolute.
    func settings(in context: CommandContext) -> ProviderSettings {
        ProviderSettings(
            baseURL: baseUrl, key: key(in: context), certificateAuthority: caFile,
            allowsPrivate: allowPrivate, budgets: budget)
    }

    private func key(in context: CommandContext) -> KeySource? {
        if let keyEnv { return .environment(keyEnv) }
        if let keyCommand { return .command(keyCommand) }
        if let keyFile { return .file(context.library.absolute(keyFile)) }
        return noKey ? KeySource.none : nil
    }
}
