package import SoraModel
import SoraResources

/// The JSON Schemas of what soralib reads and writes: one file an object.
package enum ObjectSchema {
    /// The objects that have one, sorted.
    package static var names: [String] {
        Resources.files(in: "schemas").compactMap { file in
            file.name.hasSuffix(".json") ? String(file.name.dropLast(5)) : nil
        }.sorted()
    }

    /// The schema of an object.
    ///
    /// - Throws: `SoraError` with code `not_found`, which names the others.
    package static func text(of name: String) throws(SoraError) -> String {
        if names.contains(name), let text = Resources.text(at: "schemas/\(name).json") {
            return text
        }
        throw SoraError(
            .notFound, "there is no schema of \(name)",
            hint: "there is one of \(names.joined(separator: ", "))")
    }
}
