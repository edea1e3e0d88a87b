import Testing

@testable import SoraExport

@Suite struct `A frame rate` {
    @Test(
        arguments: [
            (24.0, 24, 1), (25, 25, 1), (30, 30, 1), (23.976023976023978, 24_000, 1_001),
            (29.97002997002997, 30_000, 1_001), (59.94005994005994, 60_000, 1_001), (12.5, 25, 2),
            (14.985014985014985, 15_000, 1_001), (1.0 / 3, 1, 3), (23.98, 1_199, 50), (0.1, 1, 10),
            (1_000, 1_000, 1), (23.976, 2_997, 125),
        ] as [(Double, Int64, Int64)])
    func `that was measured is the fraction that it was`(
        rate: Double, numerator: Int64, denominator: Int64
    ) throws {
        let found = try #require(FrameRate(rate))
        #expect(found.numerator == numerator)
        #expect(found.denominator == denominator)
    }

    @Test(arguments: [0, -24, .infinity, .nan, 1e9, 1e-9] as [Double])
    func `is none where it cannot be one`(rate: Double) {
        #expect(FrameRate(rate) == nil)
    }

    @Test(arguments: [1, 24, 191, 1_000_000] as [Int64])
    func `counts the frames of a length exactly`(frames: Int64) throws {
        for rate in [24.0, 24_000.0 / 1_001, 30_000.0 / 1_001, 12.5] {
            let found = try #require(FrameRate(rate))
            #expect(found.frames(in: Double(frames) / rate) == frames)
        }
    }
}
