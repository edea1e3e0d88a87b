import SoraSystem

/// A run that finds a planted bug if anything does.
enum Hunt {
    case points(PointCase)
    case scenario(Scenario)
    case race

    /// The one for a bug.
    static func directed(at canary: Canary) -> Hunt {
        switch canary {
        case .requestBeforeIntent: killed(at: .intentCommitted)
        case .sendingUnrecorded, .unknownSentAgain: killed(at: .answerRead)
        case .receiptIgnored, .answerUnwritten: killed(at: .receiptDurable)
        case .errorSentAgain:
            after(#"{"action": "5xx_after_accept", "when": {"method": "POST"}, "times": 1}"#)
        case .submitRepeated:
            after(#"{"action": "reset_after", "when": {"method": "POST"}, "times": 1}"#)
        case .lockIgnored: .race
        // What does not read is fetched once more, so it has to be short twice.
        case .shortTakenWhole: of(TaskPlan("a clip [[cut 2]]"))
        case .orderedAgain: of(TaskPlan("a clip [[cut 1]]"))
        case .resumedAtSize: .points(PointCase(PlannedFault(.bodyPart, .lose)))
        case .rangeUnchecked:
            after(
                #"""
                {"action": "replace", "status": 206, "headers": {"Content-Range": "bytes 0-3/*"},
                 "body": "ftyp", "when": {"path": "*/content", "nth": 2}}
                """#, TaskPlan("a clip [[cut 1]]"))
        case .rangeRefusalIsEnd:
            .scenario(
                Scenario(
                    tasks: [TaskPlan("a clip [[cut 3]]")], steps: [.whole],
                    rules: [2, 4].map {
                        #"{"action": "416", "size": 5000, "when": {"path": "*/content", "nth": \#($0)}}"#
                    }))
        case .pageTaken: of(TaskPlan("a clip [[html]]", .page))
        case .succeededUnpromoted: killed(at: .beforePromotion)
        case .keyRedirected:
            after(
                #"{"action": "redirect", "to": "\#(ConnectionFaults.witness)", "times": 1,"#
                    + #" "when": {"path": "*/content"}}"#)
        case .keyTold: of(TaskPlan("a clip"))
        case .expiredUnasked:
            after(
                #"""
                {"action": "replace", "status": 404, "body": "gone", "times": 1,
                 "when": {"path": "*/content"}}
                """#)
        // A sync after it would remove what was left.
        case .receiptLeft: .scenario(Scenario(tasks: [TaskPlan("a clip")], steps: []))
        case .leftoversKept: killed(at: .outcomeCommitted)
        case .errorSwallowed: .points(PointCase(PlannedFault(.bodyWritten, .inputOutputError)))
        }
    }

    private static func killed(at point: Failpoint) -> Hunt {
        .points(PointCase(PlannedFault(point, .kill)))
    }

    private static func of(_ plan: TaskPlan) -> Hunt {
        .scenario(Scenario(tasks: [plan], steps: [.whole]))
    }

    private static func after(_ rule: String, _ plan: TaskPlan = TaskPlan("a clip")) -> Hunt {
        .scenario(Scenario(tasks: [plan], steps: [.whole], rules: [rule]))
    }
}
