import SoraResources

/// The texts of a service and its timer for the user's systemd.
///
/// Quoting: systemd.syntax(7), systemd.service(5) "Command lines", systemd.unit(5) "Specifiers".
struct SystemdUnits {
    /// A unit.
    struct Unit {
        var name: String
        var text: String
    }

    let service: Unit
    let timer: Unit

    /// The name of both, without `.service` or `.timer`.
    static func name(of uid: String) -> String { "soralib-\(uid)" }

    init(_ sync: ScheduledSync, every interval: ScheduleInterval) {
        let name = Self.name(of: sync.uid)
        let isTemporary = [sync.library, sync.program].contains { path in
            path.hasPrefix("/tmp/") || path.hasPrefix("/var/tmp/")
        }
        // A `:` before the program: no variables in the words.
        let words = [":" + sync.program, "--library", sync.library, "sync"]
        let values = [
            "uid": sync.uid, "library": Self.quoted(sync.library),
            "condition": Self.escaped(sync.library) + "/soralib.sqlite",
            "command": words.map(Self.quoted).joined(separator: " "),
            // A library there could not be seen in a /tmp of the unit's own.
            "private": String(!isTemporary),
            "seconds": String(interval.seconds), "delay": String(min(60, interval.seconds / 10)),
        ]
        service = Unit(name: "\(name).service", text: Self.text("soralib.service", values))
        timer = Unit(name: "\(name).timer", text: Self.text("soralib.timer", values))
    }

    /// The library that a unit which soralib made is for, or `nil` for another's unit.
    static func library(ofUnit text: String) -> String? {
        let lines = text.split(separator: "\n", maxSplits: 2)
        guard lines.count == 3, lines[0].hasPrefix("# Made by `soralib schedule install`"),
            lines[1].hasPrefix("# library "), let quote = lines[1].firstIndex(of: "\""),
            lines[1].hasSuffix("\"")
        else { return nil }
        return unquoted(lines[1][quote...].dropFirst().dropLast())
    }

    /// How often a timer that soralib made runs.
    static func interval(ofTimer text: String) -> Int? {
        let key = "OnUnitInactiveSec="
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) && $0.hasSuffix("s") }
        return line.flatMap { Int($0.dropFirst(key.count).dropLast()) }
    }

    private static func text(_ template: String, _ values: [String: String]) -> String {
        var rest = (Resources.text(at: "systemd/\(template)") ?? "")[...]
        var text = ""
        while let open = rest.firstRange(of: "{{"), let close = rest.firstRange(of: "}}") {
            text += rest[..<open.lowerBound]
            text += values[String(rest[open.upperBound..<close.lowerBound])] ?? ""
            rest = rest[close.upperBound...]
        }
        text += rest
        while text.hasSuffix("\n\n") { text.removeLast() }
        return text.hasSuffix("\n") ? text : text + "\n"
    }

    /// A `%` would begin a specifier.
    private static func escaped(_ text: String) -> String { text.replacing("%", with: "%%") }

    private static func quoted(_ text: String) -> String {
        let inner = escaped(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(inner)\""
    }

    private static func unquoted(_ text: Substring) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { result.append(character) }
        }
        return result.replacing("%%", with: "%")
    }
}
