import SoraSystem

/// Does the steps of a scenario to a library.
struct Performance {
    let workshop: Workshop

    /// Does one step; when it returns, every command of it is over and the service runs.
    func perform(_ step: Step) throws {
        switch step {
        case .wait(let time):
            Clock.sleep(milliseconds: Double(time))
        case .whole:
            try workshop.finish(try workshop.startSync())
        case .fault(let faults):
            _ = try suffer(faults)
        case .held(let fault, let time):
            let sync = try workshop.startSync(with: [fault])
            if try comes(to: fault, in: sync) {
                try end(sync, at: Int(sync.age) + time)
            } else {
                try workshop.finish(sync)
            }
        case .kill(let time):
            try end(try workshop.startSync(), at: time)
        case .terminate(let time):
            let sync = try workshop.startSync()
            if try !sync.wait(until: Double(time)) { try workshop.terminate(sync) }
        case .pair(let gap, let killFirst, let killSecond):
            try pair(gap: gap, killFirst, killSecond)
        case .service(let time, let pause, let killSync):
            let sync = try workshop.startSync()
            try sync.wait(until: Double(time))
            workshop.killService()
            if let killSync, killSync < time + pause { try end(sync, at: max(killSync, time)) }
            Clock.sleep(milliseconds: Double(pause))
            try workshop.service.start()
            try end(sync, at: killSync)
        }
    }

    /// Runs a command with faults at named moments, and waits for its end.
    ///
    /// - Returns: the command.
    func suffer(_ faults: [PlannedFault], _ words: [String] = Workshop.sync) throws -> Command {
        let command = try workshop.start(words, with: faults)
        if let stop = faults.first(where: { $0.action == .stop }), try comes(to: stop, in: command)
        {
            try workshop.terminate(command)
        } else {
            try workshop.finish(command)
        }
        let reached = faults.filter { command.reached($0.point) }
        workshop.planned += faults.count
        workshop.reached += reached.count
        if !reached.isEmpty { workshop.noteFault(kills: command.wasKilled ? 1 : 0) }
        if command.wasKilled, reached.contains(where: { $0.action == .lose }) {
            try PowerCut(workshop.folder).happen(
                receiptIsUnsynced: reached.contains { $0.point == .receiptUnsynced })
        }
        return command
    }

    /// Waits until a command comes to a moment; false when it ended before.
    private func comes(to fault: PlannedFault, in command: Command) throws -> Bool {
        while try !command.wait(until: command.age + 5) {
            if command.reached(fault.point) { return true }
            if command.age > Workshop.patience { return false }
        }
        return false
    }

    private func pair(gap: Int, _ killFirst: Int?, _ killSecond: Int?) throws {
        let first = try workshop.startSync()
        Clock.sleep(milliseconds: Double(gap))
        let second = try workshop.startSync()
        // Whoever is to be killed sooner is waited for first.
        if killFirst ?? .max <= (killSecond ?? .max) {
            try end(first, at: killFirst)
            try end(second, at: killSecond)
        } else {
            try end(second, at: killSecond)
            try end(first, at: killFirst)
        }
    }

    private func end(_ command: Command, at time: Int?) throws {
        if let time {
            if try !command.wait(until: Double(time)) { try workshop.kill(command) }
        } else {
            try workshop.finish(command)
        }
    }
}
