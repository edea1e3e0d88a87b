package import SoraModel
import SoraResources

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The JSON Schema of an object that soralib reads or writes: one file an object.
package struct ObjectSchema: ResultObject {
    /// The object's name.
    package let name: String
    /// The schema.
    package let text: String

    /// Those that there are, by name.
    package static var all: [ObjectSchema] {
        Resources.files(in: "schemas").compactMap { file in
            file.name.hasSuffix(".json")
                ? ObjectSchema(name: String(file.name.dropLast(5)), text: file.text) : nil
        }.sorted { $0.name < $1.name }
    }

    private init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// The schema of an object.
    ///
    /// - Throws: `SoraError` with code `not_found`, which names a near one.
    package init(named name: String) throws(SoraError) {
        let all = Self.all
        guard let found = all.first(where: { $0.name == name }) else {
            let near = NearestNames.to(name, in: all.map(\.name))
            throw SoraError(
                .notFound, "there is no schema of \(name)",
                hint: near.isEmpty
                    ? "`soralib schema` lists those that there are"
                    : "did you mean \(near.joined(separator: " or "))? see `soralib schema`")
        }
        self = found
    }

    /// What the object is, in a sentence.
    package var summary: String {
        struct Head: Decodable { var description: String }
        return (try? JSONDecoder().decode(Head.self, from: Data(text.utf8)))?.description ?? ""
    }

    package static let fieldNames = ["name", "description"]

    package var values: [ResultValue] { [.text(name), .text(summary)] }
}
