import SoraArguments
import SoraModel
import SoraTerminal

/// Answers a shell that asks how a command line may go on.
///
/// It runs at a press of a key: it changes and asks nothing, says nothing beside the answer, and fails never.
enum Completion {
    /// The letters of an explanation.
    private static let explanationWidth = 60
    /// The most candidates of one answer.
    private static let most = 100

    /// The answer to a question; `nil` where it is none of a script's.
    static func answer(_ words: [String], in context: CommandContext) -> String? {
        guard let question = CompletionQuestion(words) else { return nil }
        let place = CompletionPlace(question.words, root: CommandNode(root: SoralibProgram.self))
        let (candidates, otherwise) = candidates(at: place, in: context)
        let typed = place.prefix + place.typed
        let fitting = candidates.compactMap { candidate -> CompletionCandidate? in
            var candidate = candidate
            candidate.value = place.prefix + candidate.value
            // What would act on the terminal or stand on two lines cannot be typed either.
            guard candidate.value.hasPrefix(typed),
                Escaping.oneLine(candidate.value) == candidate.value
            else { return nil }
            candidate.explanation = explained(candidate.explanation)
            return candidate
        }
        return question.answer(Array(fitting.prefix(most)), otherwise: otherwise)
    }

    private static func candidates(
        at place: CompletionPlace, in context: CommandContext
    ) -> ([CompletionCandidate], CompletionShell.Otherwise) {
        switch place.wanted {
        case .command: return (place.commands, .nothing)
        case .option: return (place.options, .nothing)
        case .nothing: return (place.typed.isEmpty ? place.options : [], .nothing)
        case .value(let definition, let index):
            var index = index
            // With a query, `export` has no collection.
            if place.node.name == "export", place.given["--query"] != nil { index += 1 }
            let kind = ValueKind(definition, index: index, of: place.node.path)
            switch kind {
            case .file:
                // A reference image is a file, or one that is in the library.
                let images =
                    definition.display == "--image"
                    ? LiveValues(place, in: context)
                        .values(of: .handles([.image]), beginning: place.typed) : []
                return (place.typed.isEmpty ? [] : images, .files)
            case .directory: return ([], .directories)
            case .free: return ([], .nothing)
            default:
                let values = LiveValues(place, in: context).values(of: kind, beginning: place.typed)
                return (values, .nothing)
            }
        }
    }

    private static func explained(_ text: String) -> String {
        let line = Escaping.oneLine(text)
        guard line.count > explanationWidth else { return line }
        return "\(line.prefix(explanationWidth - 1))…"
    }
}
