/// What a clip shows and how long; the same values always give the same bytes.
struct Clip: Sendable, Hashable {
    /// Drawn large in the middle.
    let number: Int
    /// Two clips with different seeds differ in colour and tone.
    let seed: [UInt8]
    let size: PixelSize
    let milliseconds: Int

    static let framesPerSecond = 30

    /// A number from 0 to below 1, another for each place of the seed.
    func fraction(_ place: Int) -> Double {
        seed.isEmpty ? 0 : Double(seed[place % seed.count]) / 256
    }
}
