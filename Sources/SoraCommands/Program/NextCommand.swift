import SoraArguments
import SoraCatalog
import SoraModel

/// The command to type after an error, where the error itself does not tell one.
enum NextCommand {
    /// The longest command line that is repeated with its mistakes corrected.
    private static let longest = 300

    /// The error with a command that goes on from it.
    ///
    /// - Parameters:
    ///   - error: the error.
    ///   - path: the words of the command that ended with it; empty where none was understood.
    /// - Returns: the same error, whose hint or message names a command.
    static func completing(_ error: SoraError, path: [String]) -> SoraError {
        guard !namesCommand(error), let next = next(after: error.code, path) else { return error }
        var error = error
        error.hint = error.hint.map { "\($0); \(next)" } ?? next
        return error
    }

    /// The command line that was probably meant, when every mistake in it has one remedy and it can be run then.
    static func corrected(_ words: [String], _ error: UsageError) -> String? {
        var words = words
        for problem in error.problems {
            guard let better = corrected(words, problem) else { return nil }
            words = better
        }
        guard !error.problems.isEmpty, isUnderstood(words) else { return nil }
        let text = (["soralib"] + words.map(ShellWord.quoted)).joined(separator: " ")
        return text.count > longest || text.contains("\n") ? nil : text
    }

    private static func corrected(_ words: [String], _ problem: UsageProblem) -> [String]? {
        switch problem {
        case .unknownCommand(let given, let suggestion?):
            return replacing(given, with: suggestion, in: words)
        case .unknownOption(let given, let suggestion?):
            return replacing(given, with: suggestion, in: words)
        case .unknownOption(let given, nil):
            // A word of a query that begins with a dash: only behind `--` is it one.
            guard given.contains(":"), let place = words.firstIndex(of: given),
                !words.contains("--")
            else { return nil }
            var rest = words
            rest.remove(at: place)
            return rest + ["--", given]
        case .notAChoice(_, let given, _, let suggestion?):
            return replacing(given, with: suggestion, in: words)
        case .surplus(let surplus, let together) where together.count > surplus.count:
            guard let place = words.firstIndex(of: together[0]) else { return nil }
            let end = place + together.count
            guard end <= words.count, Array(words[place..<end]) == together else { return nil }
            return words[..<place] + [together.joined(separator: " ")] + words[end...]
        default: return nil
        }
    }

    /// The words with one in place of another, or in place of what stands before the `=` of another.
    private static func replacing(
        _ given: String, with meant: String, in words: [String]
    ) -> [String]? {
        var words = words
        guard
            let place = words.firstIndex(where: {
                $0 == given || $0.hasPrefix(given + "=") || $0.hasSuffix("=" + given)
            })
        else { return nil }
        words[place] =
            words[place].hasPrefix(given)
            ? meant + words[place].dropFirst(given.count)
            : words[place].dropLast(given.count) + meant
        return words
    }

    private static func isUnderstood(_ words: [String]) -> Bool {
        (try? CommandParser<CommandContext>(root: SoralibProgram.self).parse(words)) != nil
    }

    private static func namesCommand(_ error: SoraError) -> Bool {
        [error.message, error.hint ?? ""].contains { text in
            ["`soralib ", "'soralib ", "see 'soralib"].contains { text.contains($0) }
                || text.hasPrefix("soralib ")
        }
    }

    private static func next(after code: ErrorCode, _ path: [String]) -> String? {
        switch code {
        case .interrupted: return nil
        case .corrupt: return "`soralib library check` tells what is wrong"
        case .locked: return "`soralib status` shows what is under way"
        case .diskFull, .inputOutput, .missingHelper, .unfitHelper, .configuration, .credentials:
            return "`soralib doctor` tells what is wrong"
        default:
            guard path.count > 1 else { return "see `soralib --help`" }
            return "see `soralib help \(path.dropFirst().joined(separator: " "))`"
        }
    }
}
