import SoraCatalog
package import SoraLibrary
package import SoraTerminal

/// What a command runs in: the world around, the way out, and the options that all commands share.
package struct CommandContext: Sendable {
    /// The world around a library.
    package var library: LibraryContext
    /// Standard output and standard error.
    package var output: Output
    /// Reads standard input to its end, at most that many bytes.
    package var readInput: @Sendable (Int) throws -> [UInt8]
    /// Reads the next bytes of standard input; none at its end.
    package var readInputPart: @Sendable () throws -> [UInt8] = StandardInput.readPart
    /// Asks the person at the terminal a question, and gives the answer; `nil` where nobody is there.
    package var askPerson: @Sendable (String) -> String?
    /// The shared options of this command line.
    package var options: GlobalOptions
    /// What is set around this command line.
    package var settings = Settings()
    /// Ends the program early, as a signal asks.
    package var interruption: Interruption
    /// The libraries that this command changes.
    let changed = ChangedLibraries()

    package init(
        library: LibraryContext, output: Output,
        readInput: @escaping @Sendable (Int) throws -> [UInt8],
        askPerson: @escaping @Sendable (String) -> String? = { _ in nil },
        options: GlobalOptions = GlobalOptions(), interruption: Interruption = Interruption()
    ) {
        self.library = library
        self.output = output
        self.readInput = readInput
        self.askPerson = askPerson
        self.options = options
        self.interruption = interruption
    }

    /// The colours for data.
    var dataStyle: TerminalStyle { style(output.data) }
    /// The colours for messages.
    var messageStyle: TerminalStyle { style(output.messages) }

    private func style(_ channel: OutputChannel) -> TerminalStyle {
        TerminalStyle(
            environment: library.environment, isTerminal: channel.isTerminal,
            // What cannot be is told before any command runs.
            noColor: options.noColor, chosen: try? settings.isColored)
    }

    /// The columns that tables are fitted to, or `nil` where the output is no terminal.
    var tableWidth: Int? {
        output.data.isTerminal
            ? TerminalSize.columns(of: 1, environment: library.environment) : nil
    }

    /// Opens the library to read it.
    func openForReading() throws -> Library {
        try Library.open(named: options.library, for: .reading, context: library) { notice in
            say(notice)
        }
    }

    /// Opens the library to change it.
    func openForWriting() throws -> Library {
        let opened = try Library.open(named: options.library, for: .writing, context: library)
        changed.add(opened)
        return opened
    }

    /// Opens the library to change it; in a dry run, to do so up to the commit and take it back.
    func openForTrial() throws -> Library {
        guard options.dryRun else { return try openForWriting() }
        return try Library.open(named: options.library, for: .writing, context: library)
    }

    /// Opens the library to change it, or in a dry run to read it.
    func openAsNeeded() throws -> Library {
        options.dryRun ? try openForReading() : try openForWriting()
    }

    /// Tells a person something, on standard error, unless they asked for quiet.
    func say(_ message: String) {
        guard !options.quiet else { return }
        // A closed standard error is no reason to stop.
        try? output.messages.line(Escaping.lines(message))
    }
}
