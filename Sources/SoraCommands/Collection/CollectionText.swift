import SoraLibrary
import SoraTerminal

extension CommandContext {
    /// Writes collections as a table, or as JSON.
    func write(_ collections: [CollectionDescription], isSingle: Bool) throws {
        let table = Table(
            columns: [
                TableColumn("NAME", isFlexible: true), TableColumn("VIDEOS", alignment: .right),
                TableColumn("QUERY", isFlexible: true),
            ],
            rows: collections.map { [$0.name, String($0.videos.count), $0.query ?? ""] })
        let text = { table.text(fitting: tableWidth, style: dataStyle) }
        if isSingle, let collection = collections.first {
            try write(json: collection.json, text: text)
        } else {
            try write(jsonArray: collections.map(\.json), text: text)
        }
    }
}
