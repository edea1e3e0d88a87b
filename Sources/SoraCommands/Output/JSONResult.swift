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

    /// Writes several results: an array, or one a line, or words for people.
    func write(jsonArray: [String], text: () -> String) throws {
        switch options.effectiveFormat {
        case .json: try output.data.line("[" + jsonArray.joined(separator: ",\n") + "]")
        case .jsonl: for json in jsonArray { try output.data.line(json) }
        case .table, .csv, .tsv: if !options.quiet { try output.data.write(text()) }
        }
    }
}
