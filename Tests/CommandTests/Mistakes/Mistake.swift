import Testing

/// A mistake that a person makes at the command line, and what they are told.
struct Mistake: Sendable {
    /// What is around when it is typed.
    enum Scene: String, Sendable, CaseIterable {
        /// A folder without a library, nor is there one above it.
        case nowhere
        /// A new library: no provider, no clip.
        case new
        /// A library with the provider `studio`, the clips v1 and v2, the queued task t1, the collection `foxes`, the
        /// saved query `best` and the field `client`.
        case studio
        /// The same with a second provider, `other`.
        case twoProviders
    }

    /// What happens when the command is typed that the card names.
    enum Next: Sendable {
        /// It is understood: it has words such as NAME in it that a person fills in, or it needs what a test does not have.
        case isUnderstood
        /// It ends with status 0: the mistake is gone.
        case works
    }

    /// The line, without the program's name, as it is typed into a shell.
    let typed: String
    /// What is around.
    let scene: Scene
    /// What it ends with.
    let status: Int32
    /// What the message says: the cause, and the thing.
    let says: [String]
    /// A command that the card names, without `soralib`.
    let next: String
    /// What becomes of that.
    let then: Next

    init(
        _ typed: String, in scene: Scene = .studio, _ status: Int32, _ says: String...,
        next: String, _ then: Next = .works
    ) {
        self.typed = typed
        self.scene = scene
        self.status = status
        self.says = says
        self.next = next
        self.then = then
    }
}

extension Mistake: CustomTestStringConvertible {
    var testDescription: String { "\(scene.rawValue): soralib \(typed)" }
}
