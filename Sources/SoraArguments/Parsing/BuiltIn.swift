/// The words that the parser answers itself.
enum BuiltIn {
    static let help: [ArgumentName] = [.short("h"), .long("help")]
    static let version: [ArgumentName] = [.long("version")]
    static let helpCommand = "help"
}
