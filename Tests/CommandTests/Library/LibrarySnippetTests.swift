import Foundation
import SoraLibrary
import SoraTestSupport
import Testing

/// The pieces of code in the documentation of `SoraLibrary` are those that are compiled and run here.
@Suite("The code in the library's documentation")
struct LibrarySnippetTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let sources = root.appendingPathComponent("Sources/SoraLibrary")

    @Test("It is all in the file of snippets, line by line")
    func documents() throws {
        let snippets = try Self.lines(
            of: Self.root.appendingPathComponent("Tests/CommandTests/Library/LibrarySnippets.swift")
        )
        var count = 0
        for (document, block) in try Self.blocks() {
            count += 1
            let lines = block.map { $0.trimmingCharacters(in: .whitespaces) }
            let isThere = snippets.indices.contains { start in
                snippets[start...].starts(with: lines)
            }
            #expect(isThere, "\(document): \(block.joined(separator: "\n"))")
        }
        #expect(count >= 15)
    }

    @Test("It runs, from an empty folder to an export")
    func job() async throws {
        let folder = try TemporaryFolder()
        let service = try await SimulatorProcess.start()
        let made = try await LibrarySnippets.create(
            folder.file("library"), service.url + "/openai-compatible")
        #expect(try await made.providers().map(\.name) == ["studio"])
        #expect(try await LibrarySnippets.open(folder.file("library")).uid() == made.uid())

        let library = try await Library.open(
            at: folder.file("library"), configuration: .tests("snippets"))
        #expect(try await LibrarySnippets.queue(library) == [Handle(.task, 1)])
        let report = try await LibrarySnippets.sync(library)
        #expect(report.verified == 1)
        #expect(report.waiting == 0)
        try await LibrarySnippets.everyVideo(library)
        try await LibrarySnippets.verified(library)
        #expect(try await LibrarySnippets.ordered(library).map(\.id) == [Handle(.video, 1)])
        #expect(try await LibrarySnippets.counted(library) == 0)
        try await LibrarySnippets.curated(library, Handle(.video, 1))
        let exported = try await LibrarySnippets.exported(library, folder.file("reel"))
        #expect(exported.skipped.isEmpty)
        #expect(exported.written == 1)
        #expect(try service.charges().count == 1)
    }

    @Test("What it says of money, mistakes and cancelling is so")
    func rest() async throws {
        let folder = try TemporaryFolder()
        let service = try await SimulatorProcess.start()
        _ = try await LibrarySnippets.coded(folder.file("library"))
        let library = try await Library.open(
            at: folder.file("library"), configuration: .tests("snippets"))
        try await library.addProvider(
            "studio", profile: "openai", baseURL: service.url + "/openai", key: .none)
        #expect(try await LibrarySnippets.limited(library).submitted == 0)
        #expect(await LibrarySnippets.problems(library).count > 1)
        #expect(try await LibrarySnippets.cancelled(library).submitted == 0)
        try await library.addProvider(
            "other", profile: "globalai", baseURL: service.url + "/globalai", key: .none)
        let error = await #expect(throws: SoraError.self) {
            try await LibrarySnippets.estimated(library)
        }
        #expect(error?.problems.count == 2, "two providers, and none is named")
    }

    /// The blocks of Swift in the articles and in the comments of the sources.
    private static func blocks() throws -> [(document: String, block: [String])] {
        var blocks: [(String, [String])] = []
        let files = try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where ["md", "swift"].contains(file.pathExtension) {
            var block: [String]?
            for line in try lines(of: file) {
                let isComment = line.hasPrefix("///")
                if file.pathExtension == "swift", !isComment { continue }
                let text =
                    isComment
                    ? line.dropFirst(3).trimmingCharacters(in: .whitespaces) : line
                if text == "```swift" {
                    block = []
                } else if text == "```", let ended = block {
                    blocks.append((file.lastPathComponent, ended))
                    block = nil
                } else {
                    block?.append(text)
                }
            }
        }
        return blocks
    }

    private static func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
