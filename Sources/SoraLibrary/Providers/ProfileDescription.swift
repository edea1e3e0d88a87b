import SoraModel
import SoraProviders
import SoraSystem

/// What a profile says, in short.
package struct ProfileDescription: Hashable, ResultObject {
    /// The name that commands use.
    package var name: String
    /// The service's name, for people.
    package var title: String
    /// The code that speaks with the service.
    package var dialect: String
    /// The models.
    package var models: [String]
    /// What the service can be asked for besides making clips.
    package var abilities: [String]

    /// Reads the file of a profile in full.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - context: the world around.
    /// - Throws: `SoraError`: `not_found`, or `invalid` with every mistake.
    package init(file: String, in context: LibraryContext) throws {
        let text = try context.text(of: file)
        let fileName = file.split(separator: "/").last.map(String.init) ?? file
        let profile = try ProviderProfile(text: text, file: file)
        guard fileName == profile.name + ".json" else {
            throw SoraError(
                .invalid, "\(file): name is \(profile.name), and the file is called \(fileName)",
                hint: "call the file \(profile.name).json, or change the name")
        }
        name = profile.name
        title = profile.title
        dialect = profile.dialect
        models = profile.models.map(\.id)
        abilities = profile.capabilities.map(\.rawValue).sorted()
    }

    package static let fieldNames = ["name", "title", "dialect", "models", "abilities"]

    package var values: [ResultValue] {
        [
            .text(name), .text(title), .text(dialect), .texts(models), .texts(abilities),
        ]
    }
}
