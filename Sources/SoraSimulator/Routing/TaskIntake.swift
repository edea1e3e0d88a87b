/// Makes the tasks of one profile: what they cost is in the ledger before they are told of.
struct TaskIntake: Sendable {
    let profile: String
    let service: SimulatedService

    /// The task of an id.
    func task(_ id: String) -> SimulatedTask? { service.tasks.task(id, of: profile) }

    /// Accepts an order.
    ///
    /// - Parameters:
    ///   - order: what is asked for.
    ///   - id: the id of its task.
    ///   - path: the path of the request, for the ledger.
    /// - Returns: the task.
    /// - Throws: `Refusal` when the simulator itself cannot go on.
    func accept(
        _ order: TaskOrder, id: String, path: String
    ) async throws(Refusal) -> SimulatedTask {
        do throws(SimulatorError) {
            return try await service.tasks.accept(profile: profile, path: path) { number in
                make(order, id: id, number: number)
            }
        } catch {
            throw .broken(error)
        }
    }

    private func make(_ order: TaskOrder, id: String, number: Int) -> SimulatedTask {
        let markers = PromptMarker.markers(in: order.prompt)
        let delivery = service.configuration.delivery.changed(by: markers)
        var failure: TaskFailure?
        for case .fail(let code) in markers {
            failure = TaskFailure(
                code: code, message: "The video could not be generated, as the prompt asked.")
        }
        let now = service.clock()
        let end = now + service.configuration.latencyMilliseconds + delivery.lateMilliseconds
        return SimulatedTask(
            id: id, number: number, profile: profile, model: order.model, prompt: order.prompt,
            seconds: order.seconds, size: order.size, remixedFrom: order.remixedFrom,
            inputDigest: order.inputDigest, createdAt: now, endsAt: end,
            expiresAt: end + service.configuration.lifetimeMilliseconds, failure: failure,
            delivery: delivery, isPrivate: order.isPrivate, source: order.source,
            extensions: order.extensions)
    }
}
