/// Writes prompts as people write them: a few words very often, most of them hardly ever, in several scripts.
///
/// The n-th word is drawn with a probability near 1/n (Zipf, Human Behavior and the Principle of Least
/// Effort, 1949).
struct PromptWriter {
    private let words: [String]
    private let letters: [[String]]
    private let ranks: [Double]

    /// The words that prompts have most often, the most frequent first.
    private static let common = """
        a the in of with and on at from to camera shot light slow cinematic her his through close up over \
        golden hour wide background walks into red soft street city night water man woman by as its under \
        fox rain snow lens depth field shallow dolly sun sky blue dark forest window hands face motion \
        handheld film grain warm neon style young old while across tracking aerial mountain ocean road car \
        green white black small large glass stone dust smoke fog morning evening winter summer trees river
        """.split(separator: " ").map(String.init)
    private static let beginnings =
        "b br c ch cl d dr f fl g gr h k l m n p pr qu r s sh st t tr v w z".split(separator: " ")
    private static let middles = "a e i o u ai ea ou ee oo".split(separator: " ")
    private static let ends = " l n r s t m nd st ck ing er ed ly".split(
        separator: " ", omittingEmptySubsequences: false)

    /// - Parameters:
    ///   - count: how many words there are in the script that most prompts are in.
    ///   - random: what they are drawn from.
    init(words count: Int, _ random: inout SeededRandom) {
        var words = Self.common
        while words.count < count {
            var word = ""
            for _ in 0..<(1 + random.below(3)) {
                word += Self.beginnings[random.below(Self.beginnings.count)]
                word += Self.middles[random.below(Self.middles.count)]
            }
            words.append(word + Self.ends[random.below(Self.ends.count)])
        }
        self.words = words
        letters = [
            0x4E00...0x5FFF, 0x3041...0x3096, 0x0E01...0x0E2E, 0x0430...0x044F, 0xAC00...0xB000,
        ]
        .map { range in range.compactMap { Unicode.Scalar(UInt32($0)).map { String($0) } } }
        var sum = 0.0
        ranks = (0..<count).map { rank in
            sum += 1 / (Double(rank) + 2.7)
            return sum
        }
    }

    /// One prompt; one in eight is in another script than the rest.
    func prompt(_ random: inout SeededRandom) -> String {
        let count = 8 + random.below(30)
        guard random.below(8) == 0 else {
            return (0..<count).map { _ in words[rank(&random, below: words.count)] }
                .joined(separator: " ")
        }
        let script = letters[random.below(letters.count)]
        let isSpaced = script.count < 40 || script.count > 4_000 && script.count < 5_000
        let text = (0..<count * 3).map { place in
            script[rank(&random, below: script.count)]
                + (isSpaced && place % 5 == 4 ? " " : "")
        }
        return text.joined()
    }

    /// A place that is the more seldom the higher it is.
    private func rank(_ random: inout SeededRandom, below limit: Int) -> Int {
        let limit = min(limit, ranks.count)
        let wanted = Double(random.below(1 << 30)) / Double(1 << 30) * ranks[limit - 1]
        var low = 0
        var high = limit - 1
        while low < high {
            let middle = (low + high) / 2
            if ranks[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
