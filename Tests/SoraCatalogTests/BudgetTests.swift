import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

/// The money for a request, checked where the intent to send it is committed.
@Suite struct `The money of a provider` {
    private let fixture: CatalogFixture

    init() throws {
        fixture = try CatalogFixture()
    }

    private func usd(_ micros: Int64) -> Money { Money(micros: micros, currency: "USD") }

    private func setBudget(_ budgets: Budget...) throws {
        var provider = fixture.provider
        provider.budgets = budgets
        try fixture.catalog.updateProvider(provider)
    }

    private func queue(_ price: Money?) throws -> TaskRecord {
        try fixture.queued("a fox", estimate: price)
    }

    /// What stands against a task; `nil` where its intent was committed.
    private func refusal(
        of task: TaskRecord, within limits: SpendingLimits = SpendingLimits(),
        on catalog: Catalog? = nil
    ) throws -> BudgetRefusal? {
        do {
            _ = try (catalog ?? fixture.catalog).armSubmit(of: task, within: limits)
            return nil
        } catch let refusal as BudgetRefusal {
            return refusal
        }
    }

    /// Commits an intent, and what came of it.
    private func send(_ price: Money?, _ change: TaskChange) throws {
        let permit = try fixture.catalog.armSubmit(of: try queue(price))
        try fixture.catalog.beginSending(attempt: permit.attempt)
        try fixture.catalog.finishSubmit(
            attempt: permit.attempt, of: permit.task, .init(change))
    }

    @Test func `is taken by what is on its way, and refused to what has none left`() throws {
        try setBudget(Budget(.day, usd(2_000_000)))
        #expect(try refusal(of: queue(usd(1_200_000))) == nil)
        let second = try queue(usd(1_000_000))
        #expect(
            try refusal(of: second)
                == BudgetRefusal(
                    reason: .budget(Budget(.day, usd(2_000_000)), spent: usd(1_200_000)),
                    price: usd(1_000_000),
                    freesAt: BudgetPeriod.day.end(at: fixture.time.now())))
        #expect(try fixture.catalog.task(number: second.id).state == .queued)
        #expect(try fixture.catalog.attempts(ofTask: second.id).isEmpty)
        #expect(try refusal(of: queue(usd(800_000))) == nil, "what fits is not held up")
        #expect(try refusal(of: queue(usd(1))) != nil)
    }

    @Test func `is there anew in the next period, and the longer one holds besides`() throws {
        try setBudget(Budget(.day, usd(1_000_000)), Budget(.month, usd(1_500_000)))
        #expect(try refusal(of: queue(usd(1_000_000))) == nil)
        let task = try queue(usd(500_000))
        #expect(
            try refusal(of: task)?.reason
                == .budget(Budget(.day, usd(1_000_000)), spent: usd(1_000_000)))
        fixture.time.set(try #require(refusal(of: task)?.freesAt))
        #expect(try refusal(of: task) == nil)
        let last = try queue(usd(1))
        let month = try refusal(of: last)
        #expect(month?.reason == .budget(Budget(.month, usd(1_500_000)), spent: usd(1_500_000)))
        #expect(month?.freesAt?.iso8601 == "2026-12-01T00:00:00Z")
        // A clock that goes back a day frees nothing.
        fixture.time.advance(by: -86_400)
        #expect(try refusal(of: last) != nil)
    }

    @Test func `that no period has is not promised`() throws {
        try setBudget(Budget(.day, usd(500_000)))
        #expect(try refusal(of: queue(usd(500_001)))?.freesAt == nil)
        try setBudget(Budget(.day, usd(0)))
        #expect(try refusal(of: queue(usd(1)))?.freesAt == nil)
    }

    @Test func `is given back by what is proved to have been for nothing, and by nothing else`()
        throws
    {
        try setBudget(Budget(.day, usd(1_000_000)))
        let price = usd(600_000)
        try send(price, TaskChange(.refused))
        try send(price, TaskChange(.notAccepted))
        #expect(try fixture.catalog.spending(ofProvider: fixture.provider.id)[0].spent == usd(0))
        try send(price, TaskChange(.outcomeUnknown))
        let uncertain = try fixture.catalog.task(number: 3)
        #expect(uncertain.state == .uncertain)
        #expect(try refusal(of: queue(price)) != nil)
        // Sent once more, it may be paid twice.
        try fixture.catalog.resolve(uncertain, .resubmit, by: "a test", next: fixture.time.now())
        #expect(try refusal(of: try fixture.catalog.task(number: 3)) != nil)
        try setBudget(Budget(.day, usd(1_200_000)))
        #expect(try refusal(of: try fixture.catalog.task(number: 3)) == nil)
        #expect(
            try fixture.catalog.spending(ofProvider: fixture.provider.id)[0].left == usd(0))
    }

    @Test func `is what the service told, in the currency of the budget`() throws {
        try setBudget(Budget(.day, usd(1_000_000)))
        func accepted(_ cost: Money, as id: String) -> TaskChange {
            TaskChange(.accepted).remoteID(id).submitted(at: fixture.time.now()).cost(cost)
        }
        try send(usd(600_000), accepted(usd(200_000), as: "a"))
        #expect(
            try fixture.catalog.spending(ofProvider: fixture.provider.id)[0].spent == usd(200_000))
        // What it cost in another one says nothing of the budget: the estimate stands.
        try send(usd(300_000), accepted(Money(micros: 1, currency: "CNY"), as: "b"))
        let spending = try fixture.catalog.spending(ofProvider: fixture.provider.id)[0]
        #expect(spending.spent == usd(500_000) && spending.unpricedSpent == 0)
    }

    @Test func `is not guessed: without a price in its currency a task has to be let through`()
        throws
    {
        let free = try queue(nil)
        #expect(try refusal(of: free) == nil, "without a budget nobody counts")
        try setBudget(Budget(.day, usd(1_000_000)))
        let allowing = SpendingLimits(allowsUnpriced: true)
        for price in [nil, Money(micros: 1, currency: "EUR")] {
            let task = try queue(price)
            #expect(
                try refusal(of: task)
                    == BudgetRefusal(reason: .unpriced(currency: "USD"), price: price))
            #expect(try refusal(of: task, within: allowing) == nil)
        }
        _ = try queue(nil)
        _ = try queue(usd(5))
        let spending = try fixture.catalog.spending(ofProvider: fixture.provider.id)[0]
        #expect(spending.unpricedSpent == 3 && spending.unpricedQueued == 1)
        #expect(spending.spent == usd(0) && spending.queued == usd(5))
        #expect(spending.reserved == usd(5) && spending.left == usd(1_000_000))
    }

    @Test func `of a run is counted from where the run began, over all providers`() throws {
        try send(usd(900_000), TaskChange(.outcomeUnknown))
        let limits = SpendingLimits(
            maximumCost: usd(1_000_000), attemptsBefore: try fixture.catalog.lastAttempt())
        #expect(try refusal(of: queue(usd(700_000)), within: limits) == nil)
        let second = try refusal(of: queue(usd(400_000)), within: limits)
        #expect(second?.reason == .run(limit: usd(1_000_000), spent: usd(700_000)))
        #expect(try refusal(of: queue(usd(300_000)), within: limits) == nil)
        #expect(
            try refusal(of: queue(nil), within: limits)?.reason == .unpriced(currency: "USD"))
    }

    @Test func `is spent once, by however many that look at the same time`() throws {
        try setBudget(Budget(.day, usd(800_000)))
        let tasks = try (0..<4).map { _ in try queue(usd(800_000)) }
        let catalogs = try tasks.map { _ in
            try Catalog.open(fixture.folder, for: .writing, system: fixture.system)
        }
        // All of them stand before the lock when it opens: what they saw before it is of no use then.
        guard
            let lock = try FileLock.tryTaking(fixture.folder.writeLock, files: FileSystem())
        else {
            Issue.record("the lock is taken")
            return
        }
        let armed = Mutex(0)
        let group = DispatchGroup()
        for (task, catalog) in zip(tasks, catalogs) {
            group.enter()
            Thread.detachNewThread {
                if (try? catalog.armSubmit(of: task)) != nil { armed.withLock { $0 += 1 } }
                group.leave()
            }
        }
        #expect(group.wait(timeout: .now() + 0.5) == .timedOut)
        _ = consume lock
        #expect(group.wait(timeout: .now() + 60) == .success)
        #expect(armed.withLock { $0 } == 1)
        let spending = try fixture.catalog.spending(ofProvider: fixture.provider.id)[0]
        #expect(spending.inFlight == usd(800_000) && spending.left == usd(0))
    }

    @Test func `is another provider's own`() throws {
        try setBudget(Budget(.day, usd(1_000_000)))
        let other = try fixture.catalog.addProvider(
            ProviderRecord(
                name: "other", profile: "openai", baseURL: "http://127.0.0.1:2", keySource: "{}"))
        #expect(other.budgets.isEmpty)
        #expect(try refusal(of: queue(usd(1_000_000))) == nil)
        let numbers = try fixture.catalog.queue([
            NewTask(
                provider: other.id, model: "m", prompt: "p", seconds: 8, size: nil,
                aspectRatio: nil, request: "{}", estimate: usd(9_000_000))
        ])
        #expect(try refusal(of: try fixture.catalog.task(number: numbers[0])) == nil)
        #expect(
            try fixture.catalog.provider(named: "test").budgets == [Budget(.day, usd(1_000_000))])
    }
}
