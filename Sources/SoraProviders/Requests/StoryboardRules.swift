import SoraModel

extension RequestRules {
    /// Checks the storyboard, and takes the length of the clip from it where none is asked for.
    ///
    /// The shots themselves were checked when they were read.
    func checkStoryboard(_ checked: inout Checked, _ problems: inout [String]) {
        guard let board = checked.request.storyboard else { return }
        guard checked.request.operation == .create, let rules = profile.wire.storyboard else {
            guard checked.request.operation == .create else {
                problems.append("\(profile.name) takes no storyboard for a remix")
                return
            }
            let able = others.filter { $0.wire.storyboard != nil }.map(\.name)
            problems.append(
                "\(profile.name) has no storyboards"
                    + (able.isEmpty ? "" : "; \(Self.have(able)) them"))
            return
        }
        // A storyboard that could not be read has no shots; what is wrong with it is told already.
        if board.shots.isEmpty { return }
        let total = board.milliseconds
        let words = "the shots take \(Storyboard.seconds(total)) seconds together"
        if checked.request.seconds == nil {
            if total.isMultiple(of: 1000) {
                checked.request.seconds = total / 1000
            } else {
                problems.append("\(words), and a clip has whole seconds")
            }
        } else if let seconds = checked.request.seconds, seconds * 1000 != total {
            switch rules.sum {
            case .equal: problems.append("\(words), and the clip \(seconds)")
            case .unconfirmed:
                checked.warnings.append(
                    "\(words), and the clip \(seconds): the service may refuse it")
            }
        }
        if board.shots.contains(where: { !$0.milliseconds.isMultiple(of: 1000) }) {
            checked.warnings.append(
                "no page says that a shot may have a part of a second; the service may refuse it")
        }
        if !WireValue.trim(checked.request.prompt).isEmpty {
            checked.warnings.append(
                "the text is sent before the first shot, where no page of the service has any")
        }
    }
}
