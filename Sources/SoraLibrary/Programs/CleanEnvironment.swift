/// The variables that a program gets which is not soralib's own: those that name no secret.
///
/// By a list of what is given, not of what is kept back: a key may stand in a variable of any name.
enum CleanEnvironment {
    private static let names: Set<String> = [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TERM",
        "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS",
    ]
    private static let prefixes = ["LC_", "XDG_"]

    /// The variables, as `NAME=value`, with some more.
    static func of(_ context: LibraryContext, adding more: [String: String] = [:]) -> [String] {
        context.environment.filter { name, _ in
            names.contains(name) || prefixes.contains { name.hasPrefix($0) }
        }.merging(more) { $1 }.map { "\($0.key)=\($0.value)" }.sorted()
    }
}
