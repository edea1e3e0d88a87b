/// What people do wrong, by what they wanted to do.
///
/// Each line reads: what is typed (where it is not the studio's library: where), the exit status, words of the
/// message, and the command that the message leads to.
enum Mistakes {
    static let all =
        typing + libraries + providers + queueing + images + objects + collections + queries
        + times + exports + imports + undoing + schedules + settings + questions

    static let typing: [Mistake] = [
        Mistake("lst", 64, "unknown command 'lst'; did you mean 'list'?", next: "list"),
        Mistake("--jsn list", 64, "unknown option --jsn", next: "--json list"),
        Mistake("collection lsit", 64, "unknown command 'lsit'", next: "collection list"),
        Mistake("list vidoes", 64, "did you mean 'videos'?", next: "list videos vidoes"),
        Mistake("list --limit many", 64, "'many' is not a whole number", next: "list --help"),
        Mistake("list --limit -1", 64, "--limit -1 is less than 0", next: "list --help"),
        Mistake("list --format xml", 64, "'xml' is not one of table, json", next: "list --help"),
        Mistake("list --format jsno", 64, "'jsno' is not one of", next: "list --format json"),
        Mistake(
            "list --json --format csv", 64, "--json and --format csv contradict",
            next: "list --help"),
        Mistake("status now", 64, "unexpected word 'now'", next: "status --help"),
        Mistake("show", 64, "ID is missing", next: "show --help"),
        Mistake("list --fields id,titel", 64, "a video has no field titel", next: "help list"),
        Mistake(
            "sync --fields a", 64, "its result has no fields to choose", next: "sync", .isUnderstood
        ),
        Mistake(
            "completion powershell", 64, "'powershell' is not one of", next: "completion --help"),
        Mistake(
            "completion", 64, "SHELL is missing: one of bash, zsh, fish", next: "completion --help"),
        Mistake(
            "schema vidoe", 66, "there is no schema of vidoe", "did you mean video", next: "schema"),
        Mistake("simulate --port 99999", 64, "is not 0 to 65535", next: "simulate --help"),
    ]

    static let libraries: [Mistake] = [
        Mistake("list", in: .nowhere, 66, "there is no library in", next: "init DIR"),
        Mistake(
            "--library clips list", in: .nowhere, 66,
            "there is no library in clips, which --library names",
            next: "init clips"),
        Mistake("init", in: .studio, 73, "is not empty: it holds", next: "help init"),
        Mistake("init notes.txt", in: .nowhere, 73, "notes.txt is not a folder", next: "help init"),
        Mistake(
            "init clips", 73, "there is a library in", "already", next: "--library", .isUnderstood),
        Mistake("library restore nothing", 66, "there is no file", next: "library backup --list"),
        Mistake(
            "library restore", 66, "there is no copy of the catalogue",
            next: "library restore FILE", .isUnderstood),
        Mistake(
            "library rebuild --yes", 73, "there is nothing to rebuild", next: "library check",
            .isUnderstood),
        Mistake("library load none.jsonl", 66, "there is no file", next: "library dump -o FILE"),
        Mistake(
            "library load notes.txt", 65, "the file is no dump of a library",
            next: "library dump -o FILE"),
        Mistake(
            "library dump -o notes.txt", 73, "there is a file", "notes.txt already",
            next: "help library dump"),
    ]

    static let providers: [Mistake] = [
        Mistake("provider add fast", 64, "--profile is missing", next: "provider add --help"),
        Mistake(
            "provider add fast --profile opnai", 66, "there is no profile opnai",
            "did you mean openai",
            next: "help provider add"),
        Mistake(
            "provider add fast --profile openai-compatible --no-key", 65,
            "has no base URL of its own",
            next: "help provider add"),
        Mistake(
            "provider add fast --profile openai-compatible --no-key --base-url example.com", 65,
            "the base URL example.com has no scheme", next: "help provider add"),
        Mistake(
            "provider add fast --profile openai-compatible --key-env K --base-url http://example.com",
            65,
            "http would send the key in the clear", next: "help provider add"),
        Mistake(
            "provider add fast --profile wisgate", 65, "it is not said where the key is",
            next: "help provider add"),
        Mistake(
            "provider add fast --profile wisgate --key sk-1234", 64, "unknown option --key",
            next: "provider add --help"),
        Mistake(
            "provider add fast --profile wisgate --key-env sk-1234", 65, "is no name of a variable",
            next: "help provider add"),
        Mistake(
            "provider add fast --profile wisgate --key-env K --no-key", 64, "not several",
            next: "provider add --help"),
        Mistake(
            "provider add studio --profile wisgate --key-env K", 73,
            "there is a provider studio already",
            next: "provider set studio"),
        Mistake(
            "provider add 'my studio' --profile wisgate --key-env K --budget week=5USD", 65,
            "the provider has 2 problems", "my studio", "week=5USD", next: "help provider add"),
        Mistake(
            "provider set studio --budget day=5", 65, "the budget day=5 has no currency",
            next: "help provider set"),
        Mistake(
            "provider set studoi", 66, "there is no provider studoi", "did you mean studio",
            next: "provider list"),
        Mistake(
            "provider lint none.json", 66, "none.json: no such file", next: "help provider lint"),
        Mistake(
            "provider lint notes.txt", 65, "notes.txt", next: "help provider lint"),
        Mistake("provider check studoi", 66, "there is no provider studoi", next: "provider list"),
    ]

    static let queueing: [Mistake] = [
        Mistake(
            "queue 'a fox'", in: .new, 66, "there is no provider to queue for",
            next: "provider add NAME --profile PROFILE --key-env VAR", .isUnderstood),
        Mistake(
            "queue 'a fox'", in: .twoProviders, 64, "there are 2 providers: other, studio",
            next: "help queue"),
        Mistake(
            "queue 'a fox' --provider studoi", 66, "there is no provider studoi",
            next: "provider list"),
        Mistake("queue", 64, "there is nothing to queue", next: "queue --help"),
        Mistake(
            "queue a red fox --seconds 4", 64,
            "unexpected words 'red' 'fox'; put quotes around one text",
            next: "queue 'a red fox' --seconds 4"),
        Mistake(
            "queue 'a fox' --secnds 4", 64, "unknown option --secnds",
            next: "queue 'a fox' --seconds 4"),
        Mistake(
            "queue 'a fox' --seconds eight", 64, "'eight' is not a whole number",
            next: "queue --help"),
        Mistake(
            "queue 'a fox' --seconds 5", 65, "sora-2 makes no 5 seconds, only 4", next: "help queue"
        ),
        Mistake("queue 'a fox' --size 720p", 64, "write it as 1280x720", next: "queue --help"),
        Mistake(
            "queue 'a fox' --size 1000x1000", 65, "sora-2 has no size 1000x1000, only",
            next: "help queue"),
        Mistake(
            "queue 'a fox' --size 1280x720 --aspect-ratio 16:9", 65, "only one can be",
            next: "help queue"),
        Mistake("queue ' '", 65, "the prompt is empty", next: "help queue"),
        Mistake(
            "queue 'a fox' --count 0", 65, "0 tasks: the count is 1 to 1000", next: "help queue"),
        Mistake(
            "queue 'a fox' --seconds 5 --collection nowhere --tag '' --count 0", 65,
            "the request has 4 problems",
            "no 5 seconds", "there is no collection nowhere", "a tag is empty", "0 tasks",
            next: "help queue"),
        Mistake("queue p99", 66, "there is no prompt p99", next: "list prompts"),
        Mistake("queue --batch none.csv", 66, "none.csv: no such file", next: "help queue"),
        Mistake("queue --batch shots.csv", 65, "line 3: ", "no 5 seconds", next: "help queue"),
        Mistake(
            "queue 'a fox' --collection Clients/Acme", 66, "there is no collection Clients/Acme",
            next: "collection create Clients/Acme"),
        Mistake("remix v1 'at night'", 65, "v1 is known to no service", next: "help remix"),
        Mistake(
            "remix v1 'at night' --frame middle", 64, "middle is no frame of a clip",
            next: "help remix"),
        Mistake("sync --max-cost lots", 64, "lots is no amount such as 5.00USD", next: "help sync"),
        Mistake("sync --provider studoi", 66, "there is no provider studoi", next: "provider list"),
        Mistake("sync --watch --until-idle", 64, "contradict each other", next: "sync --help"),
    ]

    static let images: [Mistake] = [
        Mistake("image add none.png", 66, "none.png does not exist", next: "help image add"),
        Mistake(
            "image add notes.txt", 65, "notes.txt is no JPEG, PNG or WebP image",
            next: "help image add"),
        Mistake(
            "image add empty.png full", 65, "has 2 problems", "empty.png is empty",
            "full is a folder", next: "help image add"),
        Mistake(
            "queue 'a fox' --image ftp://example.com/fox.png", 65, "is no address", "https://",
            next: "help queue"),
        Mistake("queue 'a fox' --image i9", 66, "there is no image i9", next: "list images"),
    ]

    static let objects: [Mistake] = [
        Mistake("show v99", 66, "there is no object v99", next: "list"),
        Mistake("show V1", 66, "there is no object V1", "did you mean v1?", next: "show v1"),
        Mistake("show 2", 66, "there is no object 2", "did you mean v2?", next: "show v2"),
        Mistake("task cancel v1", 66, "there is no task v1", "did you mean t1?", next: "show t1"),
        Mistake(
            "task cancel", 64, "there is nothing to do: name tasks", next: "task cancel --help"),
        Mistake(
            "task release t1", 1, "t1 is queued; only drafts can be released",
            next: "help task release"),
        Mistake("task retry t1", 1, "t1 is queued, and has not ended", next: "sync", .isUnderstood),
        Mistake("task resolve t1 --abandon", 1, "there is nothing to decide", next: "status"),
        Mistake("task resolve t1", 64, "say one of --adopt", next: "task resolve --help"),
        Mistake("edit v1", 64, "there is no change", next: "edit --help"),
        Mistake("edit v1 --rating good", 64, "not a rating: write 0 to 5", next: "edit --help"),
        Mistake(
            "edit v1 --set clinet=Acme", 66, "there is no field clinet", "did you mean client?",
            next: "field list"),
        Mistake("edit v1 --set client", 64, "--set client has no =", next: "edit --help"),
        Mistake("edit --rating 3", 64, "name videos, or give --query", next: "edit --help"),
        Mistake("remove v1 --purge --restore", 64, "contradict each other", next: "remove --help"),
        Mistake(
            "remove v1 --purge --no-input", 64, "has to be confirmed", "--yes", next: "help remove"),
        Mistake("diff v1 p1", 65, "of kinds that cannot be compared", next: "help diff"),
        Mistake("lineage fox", 66, "there is no video or task fox", next: "list"),
        Mistake("sheet nothing -o sheet.png", 66, "no video is found by that", next: "list"),
        Mistake("sheet v1 -o sheet.gif", 64, "does not end in .png, .jpg", next: "sheet --help"),
    ]

    static let collections: [Mistake] = [
        Mistake(
            "collection show foxs", 66, "there is no collection foxs", "did you mean foxes?",
            next: "collection list"),
        Mistake(
            "collection create foxes", 73, "there is a collection foxes already",
            next: "collection list"),
        Mistake(
            "collection create ''", 65, "a collection's name is empty",
            next: "help collection create"),
        Mistake(
            "collection add best v1", 65, "best is a smart collection", next: "help collection add"),
        Mistake(
            "collection add foxes", 64, "there is nothing to add", next: "collection add --help"),
        Mistake(
            "collection rename foxes best", 73, "there is a collection best already",
            next: "collection list"),
        Mistake(
            "collection create new --query ratign:4", 65, "did you mean rating?", next: "help list"),
        Mistake("field add 'My Client' text", 65, "small letters", next: "help field add"),
        Mistake(
            "field add rating number", 65, "every video has a field rating already",
            next: "help field add"),
    ]

    static let queries: [Mistake] = [
        Mistake(
            "list ratign:3", 65, "a video has no field ratign; did you mean rating?",
            next: "help list"),
        Mistake("list verdict:good", 65, "it is one of verified, mismatch", next: "help list"),
        Mistake("list 'title:~(('", 65, "missing closing parenthesis", next: "help list"),
        Mistake("list -tag:draft", 64, "unknown option -tag:draft", next: "list -- -tag:draft"),
        Mistake("list --sort lenght", 64, "no field lenght to sort by", next: "help list"),
        Mistake("list ratign:3 verdict:good", 65, "the query has 2 problems", next: "help list"),
        Mistake("verify v99", 66, "there is no video v99", next: "list videos"),
    ]

    static let times: [Mistake] = [
        Mistake("list created:soon", 65, "write a day, month or year such as", next: "help list"),
        Mistake("list created:2026-13", 65, "created:2026-13 is not understood", next: "help list"),
        Mistake("verify --older-than soon", 64, "write 90s, 15m, 2h or 30d", next: "verify --help"),
        Mistake(
            "verify --sample 200%", 64, "write 5% or 0.5%, at most 100%", next: "verify --help"),
        Mistake("sync --timeout soon", 64, "write it as 90s, 15m, 2h or 7d", next: "sync --help"),
        Mistake(
            "undo --to yesterday", 65, "yesterday is no change of the history, and no moment",
            next: "history"),
    ]

    static let exports: [Mistake] = [
        Mistake("export foxes", 64, "name a collection and a folder", next: "export --help"),
        Mistake("export foxs out", 66, "there is no collection foxs", next: "collection list"),
        Mistake("export foxes clips/out", 73, "is inside the library", next: "help export"),
        Mistake("export foxes full", 73, "is not empty and holds no export", next: "help export"),
        Mistake("export foxes notes.txt", 73, "notes.txt is not a folder", next: "help export"),
        Mistake("export foxes out --link soft", 64, "'soft' is not one of", next: "export --help"),
        Mistake(
            "export foxes out --template {titel}", 64, "has 2 problems",
            "there is no field {titel}",
            "does not end in .{ext}", next: "help export"),
        Mistake("export --query fox", 64, "with --query, name one folder", next: "export --help"),
        Mistake(
            "export --again nowhere", 66, "is no folder that was exported to", next: "export --list"
        ),
    ]

    static let imports: [Mistake] = [
        Mistake("import", 64, "PATH is missing", next: "import --help"),
        Mistake("import nowhere", 66, "there is no file or folder nowhere", next: "help import"),
        Mistake("import full --move --in-place", 64, "exclude each other", next: "import --help"),
    ]

    static let undoing: [Mistake] = [
        Mistake("undo", in: .new, 66, "there is nothing to undo", next: "history"),
        Mistake(
            "undo --to 99", 66, "there is no change 99 in the history, which goes from",
            next: "history"),
        Mistake("history 99", 66, "there is no change 99 in the history", next: "history"),
        Mistake(
            "history fox", 64, "neither the number of a change nor `runs`", next: "history --help"),
    ]

    static let schedules: [Mistake] = [
        Mistake(
            "schedule install --every 10s", 64, "a schedule runs every minute at the most",
            next: "help schedule install"),
        Mistake(
            "schedule install --at 25:00", 64, "25:00 is no time of day",
            next: "help schedule install"),
        Mistake(
            "schedule install --every 5m --at 9:00", 64, "not several",
            next: "schedule install --help"),
        Mistake("hook allow on-sucess", 66, "no hook is called on-sucess", next: "help hook allow"),
        Mistake("hook allow on-failed", 66, "there is no hook", "on-failed", next: "hook list"),
    ]

    static let settings: [Mistake] = [
        Mistake(
            "config get sidcars", 66, "there is no setting sidcars; did you mean sidecars?",
            next: "config list"),
        Mistake(
            "config set sidecars maybe", 65, "sidecars is on or off, and not maybe",
            next: "config set sidecars on"),
    ]

    static let questions: [Mistake] = [
        Mistake("sql", 64, "is missing", next: "sql --help"),
        Mistake("sql 'SELEC 1'", 65, "near \"SELEC\": syntax error", next: "help sql"),
        Mistake(
            "sql 'DELETE FROM video'", 73, "only reads: DELETE is refused", next: "edit",
            .isUnderstood),
        Mistake(
            "sql 'SELECT * FROM clips'", 65, "no such table: clips",
            next: "sql \"SELECT name FROM sqlite_schema WHERE type = 'table'\""),
        Mistake(
            "sql 'SELECT nope FROM video'", 65, "no such column: nope",
            next: "sql \"PRAGMA table_info(video)\""),
        Mistake(
            "sql 'SELECT 1; SELECT 2'", 64, "more than one statement", next: "sql", .isUnderstood),
        Mistake(
            "sql 'SELECT :a'", 64, "no value is given for :a", "--bind a=VALUE", next: "help sql"),
    ]
}
