import Foundation
import PackagePlugin

/// Turns the files of `Resources` into Swift string literals before the target is built.
///
/// Not SwiftPM's `.embedInCode`: an array literal costs about 0.11 s a KiB in a
/// debug build, and that option flattens folders.
@main struct EmbedResources: BuildToolPlugin {
    /// What names of files that are embedded end with.
    private let kinds: Set = [
        "base64", "conf", "css", "html", "js", "json", "service", "sql", "timer",
    ]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = target.directoryURL
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let inputs = (files?.allObjects as? [URL] ?? [])
            .filter { kinds.contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding resources",
                executable: try context.tool(named: "embed-resources").url,
                arguments: [root.path, output.path] + inputs.map(\.path),
                inputFiles: inputs, outputFiles: [output])
        ]
    }
}
