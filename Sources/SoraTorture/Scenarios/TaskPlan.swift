/// One task of a run: a prompt that no other task has, and what the service is told to do with it.
struct TaskPlan: Sendable, Hashable {
    /// What the service delivers, which decides where the task may end.
    enum Delivery: String, Sendable {
        /// The clip, maybe late, slow, short, or cut a few times.
        case clip
        /// A web page in place of the clip, for ever.
        case page
        /// The task fails at the service, after it was accepted and charged.
        case failure
        /// The request is refused, and nothing is charged.
        case refusal
    }

    /// Stands in the prompts of tasks that never come to an end.
    static let pageMarker = "[[html]]"

    /// The text that is sent, with its markers.
    let prompt: String
    /// What will come.
    let delivery: Delivery

    /// A task with random markers.
    init(named name: String, using random: inout SeededRandom) {
        var markers: [String] = []
        var delivery = Delivery.clip
        switch random.number(0...99) {
        case 0..<6: delivery = .failure
        case 6..<10: delivery = .page
        case 10..<14: delivery = .refusal
        default: break
        }
        switch delivery {
        case .failure: markers.append("[[fail]]")
        case .page: markers.append(Self.pageMarker)
        case .refusal: markers.append("[[moderation]]")
        case .clip:
            if random.chance(25) { markers.append("[[cut \(random.number(1...2))]]") }
            if random.chance(15) { markers.append("[[short 0.5s]]") }
            if random.chance(10) { markers.append("[[small]]") }
            if random.chance(20) { markers.append("[[slow \(random.number(60_000...200_000))]]") }
        }
        if random.chance(25) { markers.append("[[late \(random.number(50...400))ms]]") }
        self.init(([name] + markers).joined(separator: " "), delivery)
    }

    init(_ prompt: String, _ delivery: Delivery = .clip) {
        self.prompt = prompt
        self.delivery = delivery
    }
}
