import SoraCatalog
import SoraLibrary
import SoraModel
import SoraResources
import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The reference image of the demonstration: a drawing that comes with the program.
struct DemoPicture {
    private let context: LibraryContext

    init(_ context: LibraryContext) {
        self.context = context
    }

    /// Adds it as `image add` does, from a file that is there for that long.
    func add(to library: Library) async throws -> Handle {
        let text = Resources.text(at: "demo/fox.png.base64") ?? ""
        let bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data()
        let files = context.system.files
        let path =
            "\(context.environment["TMPDIR"] ?? "/tmp")/soralib-fox-\(context.system.newUID()).png"
        do {
            let file = try files.open(path, .createNew)
            try files.write(Array(bytes), to: file, at: 0)
        }
        defer { try? files.remove(path) }
        var found = try await ImageInspection(context).inspect([path])
        found[0].record.title = "the fox"
        return try library.add(found)[0].handle
    }
}
