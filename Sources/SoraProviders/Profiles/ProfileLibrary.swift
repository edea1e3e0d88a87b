package import SoraModel
import SoraResources

/// The profiles that can be used: the built-in ones, and over them those of a library.
///
/// A profile is read when it is asked for, so that a broken one hinders nobody else.
package struct ProfileLibrary: Sendable {
    private let texts: [String: (file: String, text: String)]

    /// Collects the profiles.
    ///
    /// - Parameter own: a library's own JSON texts, by profile name; each hides a built-in one.
    package init(own: [String: String] = [:]) {
        self.init(builtIn: Resources.files(in: "providers"), own: own)
    }

    init(builtIn: [(name: String, text: String)], own: [String: String]) {
        var texts: [String: (file: String, text: String)] = [:]
        for file in builtIn where file.name.hasSuffix(".json") {
            texts[String(file.name.dropLast(5))] = ("built-in \(file.name)", file.text)
        }
        for (name, text) in own { texts[name] = ("providers/\(name).json", text) }
        self.texts = texts
    }

    /// The names, sorted.
    package var names: [String] { texts.keys.sorted() }

    /// One profile.
    ///
    /// - Parameter name: its name.
    /// - Returns: the profile.
    /// - Throws: `SoraError`: `not_found`, or `invalid` with everything that is wrong in its file.
    package func profile(named name: String) throws(SoraError) -> ProviderProfile {
        guard let (file, text) = texts[name] else {
            let near = NearestNames.to(name, in: names)
            throw SoraError(
                .notFound, "there is no profile \(name)",
                hint: near.isEmpty
                    ? "the profiles are \(names.joined(separator: ", "))"
                    : "did you mean \(near.joined(separator: " or "))?")
        }
        let profile = try ProviderProfile(text: text, file: file)
        guard profile.name == name else {
            throw SoraError(
                .invalid, "\(file): name is \(profile.name), and the file is called \(name).json",
                hint: "give both the same name")
        }
        return profile
    }

    /// All profiles that can be read, in the order of their names.
    package func readable() -> [ProviderProfile] {
        names.compactMap { try? profile(named: $0) }
    }
}
