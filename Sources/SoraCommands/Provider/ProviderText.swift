import SoraLibrary
import SoraTerminal

extension CommandContext {
    /// Writes providers as a table, or as JSON.
    func write(_ providers: [ProviderDescription], isSingle: Bool) throws {
        let table = Table(
            columns: [
                TableColumn("NAME"), TableColumn("PROFILE"), TableColumn("STATE"),
                TableColumn("BASE URL", isFlexible: true), TableColumn("KEY", isFlexible: true),
                TableColumn("REASON", isFlexible: true),
            ],
            rows: providers.map {
                [$0.name, $0.profile, $0.state.rawValue, $0.baseURL, $0.key, $0.reason ?? ""]
            })
        let text = { table.text(fitting: tableWidth, style: dataStyle) }
        if isSingle, let provider = providers.first {
            try write(json: provider.json, text: text)
        } else {
            try write(jsonArray: providers.map(\.json), text: text)
        }
    }
}
