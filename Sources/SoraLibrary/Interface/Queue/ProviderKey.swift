import SoraProviders

/// Where the key of a service is; a key itself is never stored.
public enum ProviderKey: Hashable, Sendable {
    /// In the environment variable of that name.
    case environment(String)
    /// In what a command of the shell prints.
    case command(String)
    /// In a file that only its owner can read, by its absolute path.
    case file(String)
    /// Nowhere: the service wants none.
    case none

    var source: KeySource {
        switch self {
        case .environment(let name): .environment(name)
        case .command(let command): .command(command)
        case .file(let path): .file(path)
        case .none: .none
        }
    }
}
