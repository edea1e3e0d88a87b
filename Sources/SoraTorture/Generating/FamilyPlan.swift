/// Which video of a filled library came from which.
///
/// Of each hundred thousand, the first 5,000 are one chain, the next 10,001 one video with its children, and the next
/// 10,000 a tree drawn at random; of the rest every tenth belongs to a chain of five.
struct FamilyPlan {
    private static let block = 100_000
    private static let chain = 5_000
    private static let wide = chain + 10_001
    private static let drawn = wide + 10_000

    /// What a video came from, which has a lower number; `nil` for the first of a family.
    func parent(of number: Int, _ random: inout SeededRandom) -> Int? {
        let place = (number - 1) % Self.block
        let start = number - place
        switch place {
        case 0, Self.chain, Self.wide: return nil
        case ..<Self.chain: return number - 1
        case ..<Self.wide: return start + Self.chain
        case ..<Self.drawn: return start + Self.wide + random.below(place - Self.wide)
        default:
            let isLink = place % 10 == 0 && place / 10 % 5 != 0 && place - 10 >= Self.drawn
            return isLink ? number - 10 : nil
        }
    }
}
