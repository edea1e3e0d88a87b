import SoraCatalog
import SoraModel

extension Library {
    /// A task with what its video will get, and with the stored prompt that it is of.
    ///
    /// - Throws: `SoraError` with every problem: `invalid`, or `not_found` for a collection.
    func destined(
        _ prepared: (NewTask, [String]), _ request: QueueRequest
    ) throws -> (NewTask, [String]) {
        var task = prepared.0
        if let handle = Handle(request.text), handle.kind == .prompt {
            task.promptNumber = handle.number
        }
        var problems = request.tags.compactMap(TextRules.problem(withTag:))
        var missing: SoraError?
        for name in request.collections {
            do {
                task.collections.append(try listCollection(named: name).id)
            } catch let error as SoraError {
                problems.append(error.message)
                missing = error
            }
        }
        task.tags = request.tags
        if let missing, problems.count == 1 { throw missing }
        guard problems.isEmpty else { throw SoraError.all(problems, of: "the request") }
        return (task, prepared.1)
    }
}
