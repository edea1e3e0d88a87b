import SoraCatalog
import SoraModel

extension Library {
    /// A task with what its video will get, and with the stored prompt that it is of.
    ///
    /// - Parameters:
    ///   - request: what is asked for.
    ///   - prepare: makes the task without these.
    /// - Returns: the task, and what to know of it.
    /// - Throws: `SoraError` with every problem of both: `invalid`, or `not_found` for a collection alone.
    func destined(
        _ request: QueueRequest, _ prepare: () throws -> (NewTask, [String])
    ) throws -> (NewTask, [String]) {
        var problems = request.tags.compactMap(TextRules.problem(withTag:))
        if request.count < 1 || request.count > 1000 {
            problems.append("\(request.count) tasks: the count is 1 to 1000")
        }
        var collections: [Int64] = []
        var missing: SoraError?
        for name in request.collections {
            do {
                collections.append(try listCollection(named: name).id)
            } catch let error as SoraError {
                problems.append(error.message)
                missing = error
            }
        }
        var (task, warnings): (NewTask, [String])
        do {
            (task, warnings) = try prepare()
        } catch let error as SoraError where error.code == .invalid && !problems.isEmpty {
            throw SoraError.all(
                error.eachProblem + problems, of: "the request", hint: error.hint)
        }
        if let missing, problems.count == 1 { throw missing }
        guard problems.isEmpty else { throw SoraError.all(problems, of: "the request") }
        if let handle = Handle(request.text), handle.kind == .prompt {
            task.promptNumber = handle.number
        }
        task.collections += collections
        task.tags = request.tags
        return (task, warnings)
    }
}
