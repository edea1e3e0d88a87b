/// placeholder
final class StraceProgramme: Sendable {
    init(_ programs: Programs, _ strace: String, _ options: TortureOptions) throws {}
    var plan: String { "" }
    var notes: [String] { [] }
    var numbers: [Int] { [] }
    func run(_ number: Int) throws -> RunResult { throw TortureError("not yet") }
}
