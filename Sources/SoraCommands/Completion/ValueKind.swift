import SoraArguments
import SoraLibrary
import SoraModel

/// What a word on a command line names, as far as its declaration does not tell.
enum ValueKind: Equatable {
    /// Handles of objects.
    case handles([ObjectKind])
    /// Handles of tasks in one of these states.
    case tasks(Set<TaskState>)
    case collection, provider, profile, model, tag, ownField, change
    case setting, settingValue, schema, fields, sort
    /// Query words.
    case query
    /// A kind of object, and query words about it.
    case listing
    /// One of these words.
    case words([String])
    case file, directory
    /// A text of the person's own: nothing can be offered.
    case free
}

extension ValueKind {
    /// The kinds of the positional arguments of each command; the last goes on.
    ///
    /// Those that their declaration
    /// tells, by a list or as a path, are left out.
    static let positionals: [String: [ValueKind]] = [
        "collection add": [.collection, .handles([.video])],
        "collection create": [.free],
        "collection delete": [.collection],
        "collection remove": [.collection, .handles([.video])],
        "collection rename": [.collection, .free],
        "collection reorder": [.collection, .handles([.video])],
        "collection show": [.collection],
        "config get": [.setting],
        "config set": [.setting, .settingValue],
        "diff": [.handles(everything), .handles(everything)],
        "edit": [.handles([.video, .prompt, .image])],
        "export": [.collection, .directory],
        "field add": [.free, .words(["text", "number", "date"])],
        "field remove": [.ownField],
        "history": [.change],
        "hook allow": [.words(HookEvent.allCases.map(\.rawValue))],
        "hook deny": [.words(HookEvent.allCases.map(\.rawValue))],
        "lineage": [.handles([.video, .task])],
        "list": [.listing],
        "prompt add": [.free],
        "prompt revise": [.handles([.prompt]), .free],
        "provider add": [.free],
        "provider check": [.provider],
        "provider remove": [.provider],
        "provider set": [.provider],
        "provider show": [.provider],
        "queue": [.handles([.prompt])],
        "remix": [.handles([.video, .task]), .handles([.prompt])],
        "remove": [.handles([.video])],
        "schema": [.schema],
        "sheet": [.query],
        "show": [.handles(everything)],
        "sql": [.free],
        "task cancel": [.tasks([.draft, .queued])],
        "task hold": [.tasks([.queued])],
        "task release": [.tasks([.draft])],
        "task resolve": [.tasks([.uncertain])],
        "task retry": [.tasks([.failed, .rejected, .cancelled, .expired, .abandoned])],
        "verify": [.query],
    ]

    /// The kinds of options, which are the same in every command.
    static let options: [String: ValueKind] = [
        "--collection": .collection, "--fields": .fields, "--frame": .words(["first", "last"]),
        "--model": .model, "--profile": .profile, "--provider": .provider, "--query": .query,
        "--remove-tag": .tag, "--set": .ownField, "--sort": .sort, "--tag": .tag,
        "--tls-fault": .words([
            "wrong_name", "expired", "self_signed", "untrusted", "tls1.1", "cut_handshake",
        ]),
    ]

    private static let everything: [ObjectKind] = [.video, .task, .prompt, .image]

    /// What a value of a declaration is, in a command that is called by these words.
    init(_ definition: ArgumentDefinition, index: Int, of path: [String]) {
        switch definition.completion {
        case .list(let words)?: self = .words(words)
        case .file?: self = .file
        case .directory?: self = .directory
        case nil where definition.form == .option:
            self = Self.options[definition.display] ?? .free
        case nil:
            let kinds = Self.positionals[path.dropFirst().joined(separator: " ")] ?? []
            self = kinds.isEmpty ? .free : kinds[min(index, kinds.count - 1)]
        }
    }
}
