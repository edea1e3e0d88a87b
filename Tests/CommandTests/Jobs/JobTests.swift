import Foundation
import SoraTestSupport
import Testing

/// `docs/jobs.md`: everyday jobs, each of them one command.
@Suite struct `Everyday jobs` {
    /// One job of the page.
    private struct Job {
        /// The command, without `soralib`.
        var command: String
        /// What the page says that it prints.
        var printed: String
    }

    /// `docs/jobs.md` in the source tree.
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/jobs.md")

    @Test func `print what the page says, one command each`() async throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let jobs = try Self.jobs(in: text)
        #expect(jobs.count >= 30)
        let studio = try await Studio()
        var renewed = text
        for job in jobs {
            // Nothing stands between one command and the next: no pipe, no loop, no second line.
            #expect(!job.command.contains(/[|;&<>`]|\$\(/), "\(job.command)")
            let outcome = await studio.run(job.command)
            // How much room there is differs from machine to machine.
            let printed = (outcome.output + outcome.errors)
                .replacing(studio.folder.path, with: "/home/me")
                .replacing(/[0-9.]+ [KMGT]?i?B in the library/, with: "412 KiB in the library")
                .replacing(/[0-9.]+ [KMGT]?i?B free/, with: "1.2 TiB free")
            // A list of what is wrong may end with 1; a card never stands on this page.
            #expect([0, 1].contains(outcome.status), "\(job.command): \(outcome)")
            #expect(!outcome.errors.hasPrefix("soralib: "), "\(job.command): \(outcome)")
            func block(_ printed: String) -> String {
                "```\n$ soralib \(job.command)\n\(printed)```"
            }
            if ProcessInfo.processInfo.environment["SORALIB_UPDATE_DOCUMENTS"] != nil {
                renewed = renewed.replacing(
                    block(job.printed), with: block(printed), maxReplacements: 1)
            } else {
                #expect(
                    printed == job.printed, "\(job.command): run `make docs` to renew docs/jobs.md")
            }
        }
        if renewed != text { try renewed.write(to: Self.page, atomically: true, encoding: .utf8) }
    }

    @Test func `are each told in words above their command`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let blocks = text.matches(of: /(?m)^```\n\$ soralib/).count
        let told = text.matches(of: /(?m)^\*\*[^*\n]+\*\*[^\n]*\n\n```\n\$ soralib/).count
        #expect(blocks == told)
    }

    /// The blocks of the page that begin with a command.
    private static func jobs(in text: String) throws -> [Job] {
        text.matches(of: /```\n\$ soralib ([^\n]+)\n((?:(?!```)[^\n]*\n)*)```/).map {
            Job(command: String($0.1), printed: String($0.2))
        }
    }
}
