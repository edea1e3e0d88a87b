#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The first line of `soralib-media`: that it can measure, and what it cannot do; see ``WorkerRequest`` for
/// the protocol.
package struct WorkerGreeting: Codable, Hashable, Sendable {
    /// A library that the worker uses.
    package struct Component: Codable, Hashable, Sendable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// Why it must not be given a file; `nil` when it measured its built-in clip and all that it tried and
    /// must not do was denied.
    package var fault: String?
    /// What it tried and was denied, as verbs: `read a file`.
    package var denied: [String] = []
    /// Whether system calls are filtered; where the system has no such filter, the limits stand alone.
    package var isFiltered = false
    /// The libraries that it measures with.
    package var libraries: [Component] = []

    package init() {}

    /// The greeting as a line, with its line feed.
    package func line() throws -> [UInt8] {
        try Array(JSONEncoder().encode(self)) + [UInt8(ascii: "\n")]
    }

    /// The greeting in a line, or `nil` when it is none.
    package init?(line: [UInt8]) {
        guard let greeting = try? JSONDecoder().decode(Self.self, from: Data(line)) else {
            return nil
        }
        self = greeting
    }

    private enum CodingKeys: String, CodingKey {
        case fault, denied, libraries
        case isFiltered = "filtered"
    }
}
