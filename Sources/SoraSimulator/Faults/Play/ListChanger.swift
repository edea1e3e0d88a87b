/// Makes a list of tasks lag, repeat or omit entries, or never end.
struct ListChanger {
    let lie: AnswerChange.ListLie
    let request: PumpedRequest
    let service: SimulatedService

    /// The request as the server gets it: behind the tasks that a lagging list does not have yet,
    /// so that its pages are as full as any; or, of a list that never ends, for the first page.
    var forwarded: PumpedRequest {
        var arguments =
            request.target.split(separator: "?", maxSplits: 1).dropFirst().first
            .map { $0.split(separator: "&").map(String.init) } ?? []
        if lie.loops { arguments.removeAll { $0.hasPrefix("after=") } }
        if !arguments.contains("order=asc"), !arguments.contains(where: { $0.hasPrefix("after=") }),
            let oldest = service.tasks.tasks(of: request.profile).first(where: isHidden)
        {
            arguments.append("after=\(oldest.id)")
        }
        let words = request.head.words
        guard words.count == 3 else { return request }
        var changed = request
        let query = arguments.isEmpty ? "" : "?" + arguments.joined(separator: "&")
        changed.head.startLine = "\(words[0]) \(request.path)\(query) \(words[2])"
        return changed
    }

    /// The changed answer; nil when it is no list.
    func changed(_ answer: Answer) -> Answer? {
        guard case .object(var fields)? = answer.json, case .array(let entries)? = fields["data"]
        else { return nil }
        let seen = entries.filter { entry in
            guard case .string(let id)? = entry.field("id"),
                let task = service.tasks.task(id, of: request.profile)
            else { return true }
            return !isHidden(task)
        }
        // In a list with the oldest first, those that are hidden are the last ones of all.
        if seen.count < entries.count { fields["has_more"] = .boolean(false) }
        if lie.loops { fields["has_more"] = .boolean(true) }
        fields["data"] = .array(
            seen.enumerated().flatMap { index, entry in
                if let step = lie.omits, (index + 1).isMultiple(of: step) { return [JSONValue]() }
                if let step = lie.repeats, (index + 1).isMultiple(of: step) {
                    return [entry, entry]
                }
                return [entry]
            })
        var answer = answer
        answer.setBody(JSONValue.object(fields).encoded())
        return answer
    }

    private func isHidden(_ task: SimulatedTask) -> Bool {
        guard let lag = lie.lag else { return false }
        return service.clock().milliseconds - task.createdAt.milliseconds < lag
    }
}
