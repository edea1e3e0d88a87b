import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel

/// The choice of tasks: by handles, or by a query.
struct TaskChoice: ParsableArguments {
    @Argument(help: ArgumentHelp("Tasks, unless there is --query.", valueName: "ID"))
    var tasks: [String] = []

    @Option(
        help: ArgumentHelp(
            "The tasks that query words find: 'state:failed created:-1d..'.", valueName: "Q"))
    var query: String?

    func validate() throws {
        if tasks.isEmpty, query == nil {
            throw ValidationError("there is nothing to do: name tasks, or give --query Q")
        }
        if !tasks.isEmpty, query != nil {
            throw ValidationError("name tasks or give --query Q, not both")
        }
    }

    /// The tasks that are named or found, the oldest first.
    func handles(in library: Library) throws -> [Handle] {
        guard let query else { return try library.handles(tasks, among: [.task]) }
        let found = try library.catalog.query([query], about: .task)
        return try library.catalog.numbers(matching: found).reversed().map { Handle(.task, $0) }
    }
}
