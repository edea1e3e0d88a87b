import SoraTerminal

extension CommandContext {
    /// Writes one result: an object for scripts, or words for people.
    ///
    /// - Parameters:
    ///   - json: the object as JSON.
    ///   - text: what a person reads, made safe for a terminal by the caller.
    /// - Throws: `OutputError` when it cannot be written.
    func write(json: String, text: () -> String) throws {
        if options.writesJSON {
            try output.data.line(json)
        } else if !options.quiet {
            try output.data.write(text())
        }
    }
}
