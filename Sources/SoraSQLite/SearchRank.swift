import CSQLite

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The ranking of full-text search: `search_rank(search, counts)`, the higher the better.
///
/// It is BM25 (https://www.sqlite.org/fts5.html#the_bm25_function) with two differences. SQLite's own counts
/// every match of every word before the first row; here that is estimated from a bounded number of them. And
/// the several spellings that a word begun stands for are one word, of which the first counts most.
///
/// `counts` says how many spellings each word has, as one letter a word: `A` for 1, `B` for 2 and so on.
enum SearchRank {
    /// Makes the function known to a connection.
    static func define(on database: OpaquePointer) -> Int32 {
        guard let api = unsafe sora_sqlite3_fts5(database) else { return SQLITE_ERROR }
        return unsafe api.pointee.xCreateFunction(api, "search_rank", nil, rank, nil)
    }

    /// How much a word counts that stands in prompt, title, notes and tags.
    private static let weights = [1.0, 5.0, 0.8, 3.0]
    /// How much a spelling counts that only begins with what was asked.
    private static let begun = 0.6
    /// The most matches that are looked at to estimate how common the words are.
    private static let sample = 4000
    private static let saturation = 1.2
    private static let lengthShare = 0.75

    /// What is the same for all rows of a query.
    private final class Words {
        /// The word that each phrase is of, and how much it counts.
        var phrases: [(word: Int, share: Double)] = []
        /// How much each word tells.
        var weights: [Double] = []
        /// The words of a row, on average.
        var length = 1.0
        /// How often each word is in the row at hand.
        var found: [Double] = []
    }

    private static let rank: fts5_extension_function = { api, search, context, count, values in
        guard let api = unsafe api, let search = unsafe search else { return }
        let counts = unsafe count > 0 ? values?[0] : nil
        let words = unsafe SearchRank.words(api, search, counts)
        let score = unsafe SearchRank.score(words, api, search)
        unsafe sqlite3_result_double(context, score)
    }

    private static func score(
        _ words: Words, _ api: UnsafePointer<Fts5ExtensionApi>, _ search: OpaquePointer
    ) -> Double {
        for word in words.found.indices { words.found[word] = 0 }
        var count: Int32 = 0
        _ = unsafe api.pointee.xInstCount(search, &count)
        for index in 0..<count {
            var phrase: Int32 = 0
            var column: Int32 = 0
            var offset: Int32 = 0
            guard
                unsafe api.pointee.xInst(search, index, &phrase, &column, &offset) == SQLITE_OK,
                Int(phrase) < words.phrases.count
            else { continue }
            let (word, share) = words.phrases[Int(phrase)]
            let weight = Int(column) < weights.count ? weights[Int(column)] : 1
            words.found[word] += share * weight
        }
        var length: Int32 = 0
        _ = unsafe api.pointee.xColumnSize(search, -1, &length)
        let norm =
            saturation * (1 - lengthShare + lengthShare * Double(length) / words.length)
        var score = 0.0
        for (word, found) in words.found.enumerated() where found > 0 {
            score += words.weights[word] * found * (saturation + 1) / (found + norm)
        }
        return score
    }

    private static func words(
        _ api: UnsafePointer<Fts5ExtensionApi>, _ search: OpaquePointer, _ counts: OpaquePointer?
    ) -> Words {
        if let kept = unsafe api.pointee.xGetAuxdata(search, 0) {
            return unsafe Unmanaged<Words>.fromOpaque(kept).takeUnretainedValue()
        }
        let words = Words()
        let phrases = Int(unsafe api.pointee.xPhraseCount(search))
        let spellings = unsafe Self.spellings(counts)
        for (word, count) in spellings.enumerated() {
            for spelling in 0..<count {
                words.phrases.append((word, spelling == 0 ? 1 : begun))
            }
        }
        while words.phrases.count < phrases {
            words.phrases.append((words.phrases.last.map { $0.word + 1 } ?? 0, 1))
        }
        let number = (words.phrases.last?.word ?? 0) + 1
        var rows: Int64 = 0
        var tokens: Int64 = 0
        _ = unsafe api.pointee.xRowCount(search, &rows)
        _ = unsafe api.pointee.xColumnTotalSize(search, -1, &tokens)
        words.length = max(1, Double(tokens) / Double(max(1, rows)))
        words.found = Array(repeating: 0, count: number)
        var common = Array(repeating: 0.0, count: number)
        for phrase in 0..<phrases {
            common[words.phrases[phrase].word] += unsafe SearchRank.estimate(
                phrase, of: phrases, api, search, rows: Double(rows))
        }
        words.weights = common.map { common in
            max(1e-3, log((Double(rows) - common + 0.5) / (common + 0.5) + 1))
        }
        let kept = unsafe Unmanaged.passRetained(words).toOpaque()
        _ = unsafe api.pointee.xSetAuxdata(search, kept) { kept in
            if let kept = unsafe kept { unsafe Unmanaged<Words>.fromOpaque(kept).release() }
        }
        return words
    }

    private static func spellings(_ counts: OpaquePointer?) -> [Int] {
        guard let counts = unsafe counts, let text = unsafe sqlite3_value_text(counts) else {
            return []
        }
        let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(counts)))
        return unsafe bytes.map { max(1, Int($0) - 64) }
    }

    /// What `estimate` counts with.
    private struct Sample {
        var seen = 0
        var limit: Int
        var last: Int64 = 0
    }

    /// In how many rows a phrase is, as a part of them from the oldest on lets guess.
    private static func estimate(
        _ phrase: Int, of phrases: Int, _ api: UnsafePointer<Fts5ExtensionApi>,
        _ search: OpaquePointer, rows: Double
    ) -> Double {
        var sample = Sample(limit: max(64, Self.sample / max(1, phrases)))
        _ = unsafe withUnsafeMutablePointer(to: &sample) { sample in
            unsafe api.pointee.xQueryPhrase(search, Int32(phrase), sample) { api, search, data in
                guard let sample = unsafe data?.assumingMemoryBound(to: Sample.self),
                    let api = unsafe api
                else { return SQLITE_DONE }
                unsafe sample.pointee.seen += 1
                guard unsafe sample.pointee.seen >= sample.pointee.limit else { return SQLITE_OK }
                unsafe sample.pointee.last = api.pointee.xRowid(search)
                return SQLITE_DONE
            }
        }
        guard sample.last > 0 else { return Double(sample.seen) }
        return min(rows, Double(sample.seen) * max(1, rows / Double(sample.last)))
    }
}
