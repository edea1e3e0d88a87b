import Foundation
import SoraTestSupport
import Testing

/// `soralib export --gallery`: what lies in the folder.
@Suite(.startsPrograms, .enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
struct `An export with a gallery` {
    private let shelf: GalleryShelf

    init() async throws { shelf = try await GalleryShelf() }

    @Test func `has a page, its style, its code and a poster of each clip`() async throws {
        let outcome = try await shelf.export()
        #expect(outcome.status == 0, "\(outcome)")
        let names = try FileManager.default.subpathsOfDirectory(atPath: shelf.folder)
        #expect(names.contains("gallery/gallery.css"))
        #expect(names.contains("gallery/gallery.js"))
        let posters = names.filter { $0.hasPrefix("gallery/posters/") }
        // The clips but one are the same bytes, and one is none that a picture can be made of.
        #expect(posters.count == 1)
        let poster = try #require(
            FileManager.default.contents(atPath: "\(shelf.folder)/\(posters[0])"))
        #expect(poster.starts(with: [0xFF, 0xD8, 0xFF]))
        let sums = try await Child(
            try #require(InstalledProgram.find("sha256sum")), ["--strict", "-c", "SHA256SUMS"],
            current: shelf.folder
        ).end()
        #expect(sums.status == 0, "\(sums)")
    }

    @Test func `run again touches nothing, and writes the page anew when a title changed`()
        async throws
    {
        _ = try await shelf.export()
        let before = try listing(shelf.folder)
        let again = try await shelf.export("--json")
        #expect(again.json?["written"]?.integer == 0)
        #expect(try listing(shelf.folder) == before)
        let edited = try await shelf.workshop.run("edit", "v2", "--rating", "5")
        #expect(edited.status == 0, "\(edited)")
        let third = try await shelf.export("--json")
        #expect(third.json?["written"]?.integer == 1)
        let changed = try listing(shelf.folder).filter { before[$0.key] != $0.value }.keys
        #expect(changed.contains("index.html"))
        #expect(!changed.contains("gallery/gallery.js"))
    }

    @Test func `a dry run counts the posters and writes nothing, not in the library either`()
        async throws
    {
        let before = try shelf.workshop.dump()
        let dry = try await shelf.export("--dry-run", "--json")
        #expect(dry.status == 0, "\(dry)")
        #expect(try shelf.workshop.dump() == before)
        #expect(!FileManager.default.fileExists(atPath: shelf.folder))
        let real = try await shelf.export("--json")
        #expect(dry.json?["written"]?.integer == real.json?["written"]?.integer)
        #expect(dry.json?["bytes"]?.integer == real.json?["bytes"]?.integer)
    }

    @Test func `a template may not take the page's name`() async throws {
        _ = try await shelf.workshop.run("edit", "v2", "--title", "gallery")
        let outcome = try await shelf.export("--template", "{title|slug}/{id}.{ext}")
        #expect(outcome.status == 0, "\(outcome)")
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(shelf.folder)/gallery")
        #expect(names.sorted() == ["gallery.css", "gallery.js", "posters"])
    }
}
