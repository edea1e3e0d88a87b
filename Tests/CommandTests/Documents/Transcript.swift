import Foundation

/// What a command printed, without what differs from run to run.
struct Transcript {
    private let lines: [String]
    /// A sync tells of several tasks in the order in which they went on, and so does a check of clips.
    private let isInAnyOrder: Bool

    init(_ text: String, command: String, home: String) {
        isInAnyOrder =
            command.hasPrefix("soralib sync") || command.hasPrefix("soralib verify")
        lines = Self.normalised(
            text.replacing(home + "/srv", with: "/srv").replacing(home, with: "/home/me"))
    }

    private static func normalised(_ text: String) -> [String] {
        text.replacing(#/just now|\d+ (s|m|h|d) ago/#, with: "AGO")
            .replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/#, with: "TIME")
            .replacing(#/\d{8}T\d{6}Z/#, with: "TIME")
            .replacing(#/\d{4}-\d\d-\d\d/#, with: "DAY")
            .replacing(#/video_[0-9a-f]{48}/#, with: "VIDEO")
            .replacing(#/127\.0\.0\.1:\d+|127\.0\.0\.1 port \d+/#, with: "ADDRESS")
            .replacing(#/\d+(\.\d+)? ([KMGT]iB|B)\b/#, with: "SIZE")
            .replacing(
                #/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/#, with: "UID"
            )
            .replacing(#/after \d+ ms/#, with: "after N ms")
            .replacing(#/ {2,}|\t+/#, with: "  ")
            .components(separatedBy: "\n")
            .map { $0.replacing(#/ +$/#, with: "") }.filter { !$0.isEmpty }
    }

    /// What differs from what a document shows, or `nil`.
    ///
    /// A line `…` there stands for any lines, and within a line for any letters.
    func difference(from shown: [String]) -> String? {
        var expected = Self.normalised(shown.joined(separator: "\n"))
        var found = lines
        if isInAnyOrder {
            expected.sort()
            found.sort()
            if expected.contains("…") {
                expected.removeAll { $0 == "…" }
                return expected.allSatisfy { line in found.contains { Self.fits($0, line) } }
                    ? nil : told(shown)
            }
        }
        return Self.fit(found[...], expected[...]) ? nil : told(shown)
    }

    private func told(_ shown: [String]) -> String {
        "shown:\n\(shown.joined(separator: "\n"))\nprinted:\n\(lines.joined(separator: "\n"))"
    }

    private static func fit(_ found: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return found.isEmpty }
        if first == "…" {
            return (found.startIndex...found.endIndex).contains {
                fit(found[$0...], expected.dropFirst())
            }
        }
        guard let line = found.first, fits(line, first) else { return false }
        return fit(found.dropFirst(), expected.dropFirst())
    }

    private static func fits(_ line: String, _ pattern: String) -> Bool {
        let parts = pattern.components(separatedBy: "…")
        guard parts.count > 1 else { return line == pattern }
        guard let first = parts.first, let last = parts.last,
            line.hasPrefix(first), line.hasSuffix(last), line.count >= first.count + last.count
        else { return false }
        var rest = line.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
