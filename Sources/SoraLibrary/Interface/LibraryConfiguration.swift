import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The surroundings in which a program works with a library.
public struct LibraryConfiguration: Sendable {
    /// The name of the program, which the history of changes shows; may be empty.
    public var program: String
    /// The variables in which keys of services are looked for.
    public var environment: [String: String]
    /// The folders in which `soralib-media` is looked for, in this order.
    public var helperFolders: [String]

    /// Makes a configuration.
    ///
    /// - Parameters:
    ///   - program: the name of the program, for the history of changes.
    ///   - environment: the variables of keys; those of the process where it is left out.
    ///   - helperFolders: where `soralib-media` is; where it is left out, beside the running program, in
    ///     `../libexec/soralib` as seen from there, and where an installed soralib has it.
    public init(
        program: String = "", environment: [String: String]? = nil, helperFolders: [String]? = nil
    ) {
        self.program = program
        self.environment = environment ?? ProcessInfo.processInfo.environment
        self.helperFolders =
            helperFolders
            ?? HelperLocator().folders + ["/usr/local/libexec/soralib", "/usr/libexec/soralib"]
    }

    /// The world around a library, as this describes it.
    var context: LibraryContext {
        var context = LibraryContext(
            environment: environment, currentFolder: FileManager.default.currentDirectoryPath,
            helpers: HelperLocator(folders: helperFolders))
        context.command = program
        return context
    }
}
