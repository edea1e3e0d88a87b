#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is known of the terminal behind a descriptor.
package enum TerminalSize {
    package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The rows of the terminal: as it says itself, else `LINES`, else 24.
    package static func rows(of descriptor: Int32, environment: [String: String]) -> Int {
        var size = winsize()
        let answer = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        if answer == 0, size.ws_row > 0 { return Int(size.ws_row) }
        if let rows = environment["LINES"].flatMap({ Int($0) }), rows > 0 { return rows }
        return 24
    }

    /// The columns of the terminal: as it says itself, else `COLUMNS`, else 80.
    ///
    /// - Parameters:
    ///   - descriptor: The open file, 1 for standard output.
    ///   - environment: The variables of the process.
    /// - Returns: At least 1.
    package static func columns(of descriptor: Int32, environment: [String: String]) -> Int {
        var size = winsize()
        let answer = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        if answer == 0, size.ws_col > 0 { return Int(size.ws_col) }
        if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        return 80
    }
}
