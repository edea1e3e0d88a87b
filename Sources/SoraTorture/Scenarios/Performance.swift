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
