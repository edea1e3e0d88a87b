import Foundation
import SoraSystem
import SoraTestSupport
import Testing

@testable import SoraTorture

@Suite struct `A short torture` {
    /// The programs that were built beside these tests.
    private static let programs = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().path

    @Test func `of kills at random times breaks no invariant`() async throws {
        var options = TortureOptions()
        options.seed = 12
        options.runs = 20
        let report = try await report(.random, options)
        #expect(report.failures == [])
        let tally = try #require(report.tallies.first)
        #expect(tally.runs == 20)
        #expect(tally.kills > 15)
        #expect(tally.charges > 15)
    }

    @Test func `reaches every named moment, and no fault there breaks an invariant`() async throws {
        var options = TortureOptions()
        options.isShort = true
        options.pairs = 8
        let report = try await report(.points, options)
        #expect(report.failures == [])
        let tally = try #require(report.tallies.first)
        #expect(tally.runs == PointCase.fewSingles.count + 8)
        #expect(tally.notes.contains { $0.contains("\(Failpoint.ofSyncs.count) points") })
    }

    @Test func `finds every bug that is planted`() async throws {
        var options = TortureOptions()
        options.isShort = true
        let report = try await report(.canaries, options)
        #expect(report.failures == [])
        #expect(report.tallies.first?.runs == Canary.allCases.count)
    }

    @Test func `of races lets one sync work, and frees the lock of a killed one`() async throws {
        var options = TortureOptions()
        options.seed = 12
        options.races = 10
        let report = try await report(.race, options)
        #expect(report.failures == [])
        let tally = try #require(report.tallies.first)
        #expect(tally.runs == 10)
        #expect(tally.kills >= 10)
    }

    private func report(
        _ programme: TortureOptions.Programme, _ options: TortureOptions
    ) async throws -> Report {
        let folder = try TemporaryFolder()
        var options = options
        options.programmes = [programme]
        // They wait more than they work.
        options.jobs = 8
        options.folder = folder.path
        return try await Torture(options, programs: Self.programs) { _ in }.run()
    }
}
