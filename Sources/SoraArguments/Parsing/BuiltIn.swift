/// The words that the parser answers itself.
enum BuiltIn {
    static let help: [ArgumentName] = [.short("h"), .long("help")]
    static let version: [ArgumentName] = [.long("version")]
    /// Behind a program's help: all of it.
    static let all = ArgumentName.long("all")
    static let helpCommand = "help"
}
