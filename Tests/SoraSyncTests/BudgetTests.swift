import SoraCatalog
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

/// A sync with too little money for all that is queued.
@Suite(.timeLimit(.minutes(2))) struct `A sync with a budget` {
    private func world(
        _ budgets: Budget..., prices: [Int64?], currency: String = "USD"
    ) throws -> World {
        let world = try World()
        var provider = world.provider
        provider.budgets = budgets
        try world.catalog.updateProvider(provider)
        for (index, price) in prices.enumerated() {
            var task = try world.newTask("fox \(index)")
            task.estimate = price.map { Money(micros: $0, currency: currency) }
            _ = try world.catalog.queue([task])
        }
        return world
    }

    private func usd(_ micros: Int64) -> Money { Money(micros: micros, currency: "USD") }

    private func told(_ world: World) -> [String] {
        world.watcher.events.compactMap {
            if case .overBudget(let provider, let reason) = $0 {
                "\(provider): \(reason)"
            } else {
                nil
            }
        }
    }

    @Test func `submits what fits, tells once what waits and until when, and does not wait for it`()
        async throws
    {
        let world = try world(
            Budget(.day, usd(2_000_000)), prices: [800_000, 800_000, 800_000, 400_000, 900_000])
        world.serial = true
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.submitted == 3 && summary.downloaded == 3)
        #expect(summary.waiting == 2 && summary.overBudget == ["one"])
        #expect(summary.exitStatus == .success)
        #expect(world.service.charges == 3)
        #expect(try world.state(3) == .queued && world.state(4) == .succeeded)
        #expect(
            told(world) == [
                "one: t3 costs 0.80 USD, and of the day's 2.00 USD 1.60 USD are spent: it waits until "
                    + "2026-11-22T00:00:00Z; raise it with `soralib provider set one --budget day=2.40USD`"
            ])
        world.time.advance(by: 86_400)
        let next = try await world.again().sync(untilIdle: true)
        #expect(next.submitted == 2 && next.overBudget.isEmpty)
    }

    @Test func `goes on in the same run when the money is there again`() async throws {
        let world = try world(Budget(.day, usd(800_000)), prices: [800_000, 800_000])
        // The first task is not done before midnight: the run has something to wait for.
        // 2026-11-21T23:50:00Z.
        let time = world.time
        time.set(Timestamp(milliseconds: 1_795_305_000_000))
        world.service.always(.poll) { _ in
            time.now().iso8601 < "2026-11-22T00:10:00Z" ? .status("in_progress") : nil
        }
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.submitted == 2 && summary.downloaded == 2)
        #expect(world.time.now().iso8601 > "2026-11-22T00:00:00Z")
        #expect(told(world).count == 1)
    }

    @Test func `sees a budget that was raised while it runs`() async throws {
        let world = try world(Budget(.day, usd(800_000)), prices: [800_000, 800_000])
        let (catalog, provider) = (world.catalog, world.provider)
        world.service.next(.poll, .status("in_progress"))
        var answer = ScriptedAnswer.status("in_progress", progress: 50)
        let limit = usd(1_600_000)
        answer.meanwhile = {
            var raised = provider
            raised.budgets = [Budget(.day, limit)]
            try catalog.updateProvider(raised)
        }
        world.service.next(.poll, answer)
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.submitted == 2 && summary.overBudget.isEmpty)
    }

    @Test func `spends again what a refused request gave back`() async throws {
        let world = try world(Budget(.day, usd(800_000)), prices: [800_000, 800_000])
        // The service refuses the first when the second was told to wait for the money.
        var refusal = ScriptedAnswer.json(#"{"error":{"message":"no"}}"#, status: 400)
        let watcher = world.watcher
        refusal.meanwhile = {
            while watcher.count("overBudget") == 0 { await Task.yield() }
        }
        world.service.next(.submit, refusal)
        let summary = try await world.sync(untilIdle: true)
        let states = try [world.state(1), world.state(2)]
        #expect(Set(states) == [.rejected, .succeeded])
        #expect(summary.overBudget.isEmpty && world.service.charges == 2)
    }

    @Test(arguments: [true, false])
    func `counts what a killed run may have sent, and not what it cannot have`(
        isSending: Bool
    ) async throws {
        let world = try world(Budget(.day, usd(800_000)), prices: [800_000, 800_000])
        world.serial = true
        let permit = try world.catalog.armSubmit(of: try world.catalog.task(number: 1))
        if isSending { try world.catalog.beginSending(attempt: permit.attempt) }
        let before = try world.catalog.spending(ofProvider: world.provider.id)[0]
        #expect(before.inFlight == usd(800_000) && before.left == usd(0))
        let summary = try await world.sync(untilIdle: true)
        #expect((try world.state(1) == .uncertain) == isSending)
        #expect(try world.catalog.status().tasks[.queued] == 1)
        #expect(summary.overBudget == ["one"])
        #expect(world.service.charges == (isSending ? 0 : 1))
        let after = try world.catalog.spending(ofProvider: world.provider.id)[0]
        #expect(after.spent == usd(800_000) && after.left == usd(0))
    }

    @Test func `takes no task without a price, or with one in another currency, unless it may`()
        async throws
    {
        let world = try world(
            Budget(.day, usd(5_000_000)), prices: [nil, 800_000], currency: "EUR")
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.submitted == 0 && summary.overBudget == ["one"])
        #expect(told(world).count == 1)
        #expect(told(world)[0].contains("soralib sync --allow-unpriced"))
        world.options.allowsUnpriced = true
        #expect(try await world.again().sync(untilIdle: true).submitted == 2)
        let spending = try world.catalog.spending(ofProvider: world.provider.id)[0]
        #expect(spending.unpricedSpent == 2 && spending.left == usd(5_000_000))
    }

    @Test func `that may spend so much spends no more, of several at once`() async throws {
        let world = try world(prices: Array(repeating: 800_000, count: 9))
        world.options.maximumCost = usd(2_500_000)
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.submitted == 3 && world.service.charges == 3)
        #expect(summary.waiting == 6 && summary.overBudget == ["one"])
        #expect(told(world).count == 1 && told(world)[0].contains("raise --max-cost"))
        let next = try await world.again().sync(untilIdle: true)
        #expect(next.submitted == 3, "what an earlier run spent is another run's")
    }
}
