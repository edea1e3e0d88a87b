import SoraTerminal

/// The program `soralib-torture`.
package enum TortureProgram {
    /// Runs what the words ask for.
    ///
    /// - Parameter arguments: the words behind the name of the program.
    /// - Returns: 0, 1 when an invariant is broken, 64 for wrong words, 78 for a missing program.
    package static func run(_ arguments: [String]) async -> Int32 {
        let output = Output.standard()
        if arguments.first == "fill" { return fill(arguments.dropFirst(), output) }
        do throws(TortureError) {
            guard let options = try TortureOptions.parsed(arguments) else {
                try? output.data.write(TortureOptions.help)
                try? output.flush()
                return 0
            }
            let torture: Torture
            do {
                torture = try Torture(options) { try? output.messages.line(Escaping.lines($0)) }
            } catch {
                try? output.messages.line("soralib-torture: \(error)")
                return 78
            }
            try? output.messages.line("seed \(options.seed)")
            let report = await torture.run()
            try? output.data.write(report.text)
            try? output.data.line(
                report.isClean
                    ? "Every invariant held (seed \(options.seed))."
                    : "\(report.failures.count) runs FAILED (seed \(options.seed)); see above.")
            try? output.flush()
            return report.isClean ? 0 : 1
        } catch {
            try? output.messages.line("soralib-torture: \(error)")
            return 64
        }
    }

    /// Fills a library that soralib made: `fill LIBRARY COUNT [SEED]`.
    private static func fill(_ words: ArraySlice<String>, _ output: Output) -> Int32 {
        let words = Array(words)
        guard (2...3).contains(words.count), let count = Int(words[1]), count > 0,
            let seed = words.count < 3 ? 1 : UInt64(words[2])
        else {
            try? output.messages.line("soralib-torture: write fill LIBRARY COUNT [SEED]")
            return 64
        }
        var filler = LibraryFiller(words[0], count: count, seed: seed)
        do {
            try filler.run()
            return 0
        } catch {
            try? output.messages.line("soralib-torture: \(error)")
            return 1
        }
    }
}
