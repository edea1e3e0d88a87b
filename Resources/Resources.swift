/// The SQL, profiles and units that were embedded when soralib was built.
package enum Resources {
    /// The text of one file, or `nil` when there is none of that name.
    ///
    /// - Parameter path: the path below `Resources`, for example `migrations/m0001_catalogue.sql`.
    /// - Returns: the file's text.
    package static func text(at path: String) -> String? {
        embeddedFiles.first { $0.path == path }?.text
    }

    /// The files of one folder, in the order of their names.
    package static func files(in folder: String) -> [(name: String, text: String)] {
        embeddedFiles.filter { $0.path.hasPrefix(folder + "/") }
            .map { (name: String($0.path.dropFirst(folder.count + 1)), text: $0.text) }
    }
}
