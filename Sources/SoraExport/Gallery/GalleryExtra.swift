import SoraModel
import SoraResources

/// A page that shows the clips in any browser, from the folder, without a network.
///
/// Its code is its own alone: what a clip is called, and what it was asked by, is in blocks of data that are never run
/// (docs/export.md).
package struct GalleryExtra: ExportExtra {
    /// The folder of the page's own files.
    static let folder = "gallery"

    /// The posters by the SHA-256 of their clips.
    private let posters: [String: ExtraFile.Content]

    /// - Parameter posters: JPEG files by the SHA-256 of their clips. A clip without one has a plain card.
    package init(posters: [String: ExtraFile.Content]) {
        self.posters = posters
    }

    package var names: [String] { ["index.html", Self.folder] }

    package func files(for selection: ExportedSelection) throws -> [ExtraFile] {
        let title = Self.title(of: selection.selection)
        let data = try GalleryData(of: selection, title: title) {
            posters[$0] == nil ? nil : Self.name($0)
        }
        var files = [
            try ExtraFile(
                "index.html", text: try GalleryPage.text(title: title, data: data.blocks)),
            try ExtraFile("\(Self.folder)/gallery.css", text: Self.joined(".css")),
            try ExtraFile("\(Self.folder)/gallery.js", text: Self.joined(".js")),
        ]
        var seen: Set<String> = []
        for clip in selection.clips where seen.insert(clip.sha256).inserted {
            guard let poster = posters[clip.sha256] else { continue }
            files.append(try ExtraFile("\(Self.folder)/posters/\(Self.name(clip.sha256))", poster))
        }
        return files
    }

    /// What a poster is called, by the clip's SHA-256.
    private static func name(_ sha256: String) -> String { "\(sha256.prefix(16)).jpg" }

    /// What stands above the clips.
    private static func title(of selection: ExportSelection) -> String {
        switch selection.kind {
        case .collection(let name, _): name
        case .query(let query): query.isEmpty ? "All clips" : query
        }
    }

    /// The page's parts of a kind as one file, in the order of their numbers.
    private static func joined(_ ending: String) -> String {
        Resources.files(in: "gallery").filter { $0.name.hasSuffix(ending) }
            .sorted { $0.name < $1.name }.map(\.text).joined(separator: "\n")
    }
}
