import Foundation
import SoraTestSupport
import Testing

/// What is said when soralib was copied without the programs that it needs.
@Suite(.startsPrograms) struct `Without its helper programs` {
    @Test(arguments: [
        (["sync"], "soralib-media"), (["verify"], "soralib-media"),
        (["probe", "clip.mp4"], "soralib-media"),
        (["probe", "--json", "clip.mp4"], "soralib-media"),
        (["demo", "demo"], "soralib-simulator"),
        (["simulate", "--port", "0"], "soralib-simulator"),
    ])
    func `soralib says which is missing and where it looked`(
        words: [String], helper: String
    ) async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let alone = workshop.folder.file("bin")
        try FileManager.default.createDirectory(
            atPath: alone, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Programs.soralib, toPath: alone + "/soralib")
        let before = try workshop.dump()
        let outcome = try await Child(
            alone + "/soralib", words, environment: Workshop.environment,
            current: workshop.library
        ).end()
        #expect(outcome.status == 78, "\(outcome)")
        #expect(outcome.output == "")
        let libexec = workshop.folder.file("libexec/soralib")
        #expect(
            outcome.errors.contains("\(helper) is missing: looked in \(alone) and \(libexec)"),
            "\(outcome)")
        #expect(try workshop.dump() == before)
        #expect(!FileManager.default.fileExists(atPath: workshop.library + "/demo"))
    }
}
