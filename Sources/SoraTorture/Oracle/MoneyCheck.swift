/// Holds the tasks against the service's ledger: I1, I2 and I11.
struct MoneyCheck {
    let plans: [TaskPlan]
    let books: Books
    let ledger: ChargeLedger
    /// Whether anything was done that can leave an outcome unknown.
    let hadFaults: Bool

    /// What is wrong.
    func violations() -> [Violation] {
        var found: [Violation] = []
        let planned = Set(plans.map(\.prompt))
        for charge in ledger.charges where !planned.contains(charge.prompt) {
            found.append(
                .init(.chargedOnce, "\(charge.remote_id) was charged, which nobody asked for"))
        }
        for plan in plans {
            guard let task = books.tasks.first(where: { $0.prompt == plan.prompt }) else {
                found.append(.init(.paidKept, "the task \"\(plan.prompt)\" is gone"))
                continue
            }
            found += violations(of: task, plan)
        }
        return found
    }

    private func violations(of task: Books.Task, _ plan: TaskPlan) -> [Violation] {
        var found: [Violation] = []
        let charges = ledger.charges(for: plan.prompt)
        let attempts = books.attempts.filter { $0.task == task.number }
        if charges.count > 1 {
            found.append(
                .init(
                    .chargedOnce,
                    "t\(task.number) was charged \(charges.count) times: "
                        + charges.map(\.remote_id).joined(separator: ", ")))
        }
        let sent = attempts.count { $0.phase != "armed" }
        if sent < charges.count {
            found.append(
                .init(
                    .chargedOnce,
                    "t\(task.number): \(charges.count) charges and \(sent) recorded requests"))
        }
        let spent = attempts.count { $0.outcome != "not_accepted" }
        if spent < charges.count {
            found.append(
                .init(
                    .counted,
                    "t\(task.number): \(charges.count) charges, and \(spent) count as spent"))
        }
        let live = attempts.filter { ["pending", "unknown", "accepted"].contains($0.outcome) }
        if live.count > 1 {
            found.append(.init(.chargedOnce, "t\(task.number) has \(live.count) live attempts"))
        }
        let made = charges + ledger.gifts.filter { $0.prompt == plan.prompt }
        let expected = Self.ends(of: plan, wasCharged: !made.isEmpty)
        if task.state == "uncertain" {
            if !hadFaults {
                found.append(.init(.paidKept, "t\(task.number) is uncertain without any reason"))
            }
            if live.first?.outcome != "unknown" {
                found.append(.init(.paidKept, "t\(task.number) is uncertain without evidence"))
            }
        } else if !expected.contains(task.state) {
            found.append(
                .init(
                    charges.isEmpty ? .liveness : .paidKept,
                    "t\(task.number) \"\(plan.prompt)\" is \(task.state) "
                        + "(\(task.errorCode ?? "no error")) with \(charges.count) charges"))
        } else if let remoteID = task.remoteID,
            !made.contains(where: { $0.remote_id == remoteID })
        {
            found.append(
                .init(.paidKept, "t\(task.number) has the id \(remoteID), which was never given"))
        }
        return found
    }

    /// The states in which a task may end, besides `uncertain`.
    private static func ends(of plan: TaskPlan, wasCharged: Bool) -> Set<String> {
        guard wasCharged else { return plan.delivery == .refusal ? ["rejected"] : [] }
        return switch plan.delivery {
        case .clip: ["succeeded"]
        // Asked for again until its lifetime is over: an hour, which no run waits for.
        case .page: ["completed"]
        case .failure: ["failed"]
        case .refusal: []
        }
    }
}
