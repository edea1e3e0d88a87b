/// The numbers that a probe may hold: wide enough for any film, too narrow for nonsense.
package enum ProbeRanges {
    /// Seconds; the longest is about a century.
    package static let duration: ClosedRange<Double> = 0...3_200_000_000
    /// Frames a second.
    package static let frameRate: ClosedRange<Double> = 0...1_000_000
    /// Pixels of one side.
    package static let side: ClosedRange<Int> = 1...65_536
    /// Bits a second.
    package static let bitRate: ClosedRange<Int> = 0...1_000_000_000_000_000
    /// Degrees.
    package static let rotations: Set<Int> = [0, 90, 180, 270]
    /// Packets or frames of a track.
    package static let packets = 1_000_000_000_000
    /// Seconds from the beginning of a clip; a track may begin before.
    package static let moment: ClosedRange<Double> = -3_200_000_000...3_200_000_000
    /// The most stretches of a kind that are told.
    package static let stretches = 64
    /// LUFS.
    package static let loudness: ClosedRange<Double> = -200...200
    /// Bytes of a file.
    package static let bytes: ClosedRange<Int64> = 0...Int64.max
}
