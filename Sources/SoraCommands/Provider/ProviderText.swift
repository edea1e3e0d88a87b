import SoraLibrary
import SoraTerminal

extension CommandContext {
    /// Writes providers in any of the formats.
    func write(_ providers: [ProviderDescription], isSingle: Bool) throws {
        try ResultWriter(self).write(
            providers, isSingle: isSingle,
            columns: ["name", "profile", "state", "base_url", "key", "abilities", "reason"],
            flexible: ["base_url", "key", "abilities", "reason"])
    }
}
