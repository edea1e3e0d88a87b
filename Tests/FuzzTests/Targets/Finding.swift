/// A promise that does not hold for some bytes.
struct Finding: Error, CustomStringConvertible {
    let description: String

    init(_ words: String) {
        description = words
    }

    /// Throws where something that was promised is not so.
    static func unless(_ isSo: Bool, _ words: @autoclosure () -> String) throws {
        if !isSo { throw Finding(words()) }
    }
}
