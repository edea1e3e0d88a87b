import Foundation
import SoraArguments
import SoraCommands
import SoraTestSupport
import Testing

@Suite struct `The manual pages` {
    private static let pages = ManualPage.all(
        of: CommandTree(SoralibProgram.self), date: "November 21, 2026")

    @Test func `are one of the program and one of each command`() {
        let commands = CommandTree(SoralibProgram.self).root.children.map { "soralib-\($0.name)" }
        #expect(Self.pages.map(\.name) == ["soralib"] + commands)
    }

    @Test func `say everything that help says`() throws {
        for node in CommandTree(SoralibProgram.self).all where !node.isRoot {
            let page = try #require(Self.pages.first { $0.name == "soralib-\(node.path[1])" })
            let text = page.text.replacing("\\-", with: "-").replacing("\\(ti", with: "~")
            for option in node.definitions where option.form != .positional {
                #expect(
                    text.contains("Fl \(option.display.dropFirst())"),
                    "\(node.path) \(option.display)")
            }
            for status in node.configuration.exitStatus {
                #expect(text.contains("It Li \"\\&\(status.code)\""), "\(node.path) \(status.code)")
            }
        }
    }

    @Test(
        .enabled(if: InstalledProgram.find("mandoc") != nil, "mandoc is not installed"),
        arguments: pages.map(\.name))
    func `are in order, and show no trace of how they are written`(name: String) throws {
        let page = try #require(Self.pages.first { $0.name == name })
        let folder = try TemporaryFolder()
        let file = folder.file("\(name).1")
        try page.text.write(toFile: file, atomically: true, encoding: .utf8)
        let mandoc = try #require(InstalledProgram.find("mandoc"))
        let checked = try Child.run(mandoc, ["-T", "lint", "-W", "warning", file])
        #expect(checked.output + checked.errors == "")
        #expect(checked.status == 0)
        let shown = try Child.run(mandoc, ["-T", "utf8", "-O", "width=78", file])
        // Bold is written as a letter, a step back, and the letter again.
        let text = shown.output.replacing(#/.\u{8}/#, with: "")
        #expect(text.contains("EXIT STATUS") || text.contains("Exit status"))
        #expect(!text.contains("\\-") && !text.contains("\\&"), "an escape is left")
    }
}
