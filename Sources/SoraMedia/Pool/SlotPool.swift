/// Lends out slots, the one used last first, so that few files need few workers.
actor SlotPool {
    private var idle: [WorkerSlot]
    private var waiting: [CheckedContinuation<WorkerSlot, Never>] = []

    init(_ slots: [WorkerSlot]) {
        idle = slots.reversed()
    }

    /// A slot that is free, once there is one.
    func take() async -> WorkerSlot {
        if let slot = idle.popLast() { return slot }
        return await withCheckedContinuation { waiting.append($0) }
    }

    /// Gives a slot to who has waited longest.
    func giveBack(_ slot: WorkerSlot) {
        if waiting.isEmpty {
            idle.append(slot)
        } else {
            // A short line: `MediaWorkers.probeAll` bounds it.
            waiting.removeFirst().resume(returning: slot)
        }
    }
}
