import Foundation
import SoraTestSupport
import Testing

/// The commands of `docs/export.md`.
@Suite(.startsPrograms) struct `The page about exports` {
    private static func commands() throws -> [String] {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../docs/export.md").standardized
        var isCode = false
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter {
            if $0.hasPrefix("```") { isCode.toggle() }
            return isCode && $0.hasPrefix("soralib ")
        }.map(String.init)
    }

    @Test func `shows commands that work, one after the other`() async throws {
        let commands = try Self.commands()
        #expect(commands.count >= 12)
        let workshop = try await Workshop.withLibrary()
        try await workshop.addClip(
            [1], prompt: "A red fox, in snow", title: "Red fox", to: "favourites")
        try await workshop.addClip([2], prompt: "rain", to: "favourites")
        let edited = try await workshop.run("edit", "v1", "--rating", "5", "--tag", "fox")
        #expect(edited.status == 0, "\(edited)")
        for command in commands {
            let outcome = try await workshop.shell(
                "HOME='\(workshop.folder.path)'; soralib() { \"$SORALIB\" --library '\(workshop.library)'"
                    + " \"$@\"; }; \(command)")
            #expect(outcome.status == 0, "\(command): \(outcome)")
        }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: workshop.folder.path)
        for path in [
            "for-the-client/001-red-fox.mp4", "for-the-client/clips.csv",
            "by-month/1970-01/002-rain.mp4", "by-model/no model/Red fox V1.mp4",
            "for-the-archive/001-red-fox.xmp", "deposit/data/001-red-fox.xmp",
        ] { #expect(paths.contains(path), "\(path)") }
    }
}
