import SoraSystem

/// Judges what a run left.
struct Oracle {
    let folder: RunFolder
    let plans: [TaskPlan]
    let key: String
    let hadFaults: Bool
    let serviceWasKilled: Bool
    let mayBeShort: Bool
    let service: ServiceContent

    /// What was found, and what was counted on the way.
    struct Judgement {
        var violations: [Violation] = []
        var charges = 0
        var uncertain = 0
        /// Whether a task was `uncertain` at any time.
        var wasUncertain = false
        /// How often each thing stands in the tasks' history.
        var history: [String: Int] = [:]
    }

    /// Checks everything that can be read from the folder.
    func judge() throws -> Judgement {
        var judgement = Judgement()
        let books: Books
        do {
            books = try Books("\(folder.library)/soralib.sqlite")
        } catch {
            judgement.violations = [.init(.catalogue, "the catalogue cannot be read: \(error)")]
            return judgement
        }
        let ledger = try ChargeLedger(
            folder.ledger, tasks: serviceWasKilled ? "\(folder.serviceState)/tasks.jsonl" : nil)
        judgement.charges = ledger.charges.count
        judgement.uncertain = books.tasks.count { $0.state == "uncertain" }
        judgement.wasUncertain = books.events.contains { $0.to == "uncertain" }
        for event in books.events { judgement.history[event.what, default: 0] += 1 }
        judgement.violations += books.damage.map { .init(.catalogue, $0) }
        for task in books.tasks {
            let events = books.events.filter { $0.task == task.number }
            if let problem = LegalSteps.problem(of: task, events: events) {
                judgement.violations.append(.init(.catalogue, problem))
            }
        }
        judgement.violations += MoneyCheck(
            plans: plans, books: books, ledger: ledger, hadFaults: hadFaults
        ).violations()
        judgement.violations += try FileCheck(
            folder: folder, books: books, service: service, mayBeShort: mayBeShort
        ).violations()
        judgement.violations += try surroundings()
        return judgement
    }

    private func surroundings() throws -> [Violation] {
        var found: [Violation] = []
        for place in [folder.library, folder.logs, folder.home, folder.temporary] {
            for path in try FileTree.files(below: place)
            where try FileTree.file(path, contains: key) {
                found.append(.init(.secret, "the key is in \(path)"))
            }
        }
        for place in [folder.home, folder.temporary] {
            for path in try FileTree.files(below: place) {
                found.append(.init(.outside, "\(path) was written"))
            }
        }
        return found
    }
}
