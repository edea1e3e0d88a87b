import SoraCatalog

/// Reads what one kind of program writes down of a clip, from JSON.
///
/// A new one is one file with its fixture under `Tests/SoraImportTests/Fixtures`, and a line in
/// ``SidecarReaders/all``: see `docs/import.md`.
protocol SidecarReading: Sendable {
    /// Its name, for people.
    static var name: String { get }
    /// What the members of a JSON object tell, or `nil` where it is not of this kind.
    static func facts(in members: [String: JSONView]) -> ClipFacts?
}

/// All readers, the most exact ones first.
enum SidecarReaders {
    static let all: [any SidecarReading.Type] = [
        SoralibSidecar.self, OpenAIVideo.self, PlaygroundHistory.self, SoraCLIHistory.self,
        YTDLPInfo.self, GalleryDLMetadata.self,
    ]

    /// What an object tells of a clip, or `nil` where no reader knows its kind.
    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        for reader in all {
            if let facts = reader.facts(in: members) { return facts }
        }
        return nil
    }
}
