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

    /// - Parameters:
    ///   - sync: what is started.
    ///   - timing: when.
    ///   - hasNamespaces: whether it runs in namespaces of its own, which not every system lets users make.
    init(_ sync: ScheduledSync, _ timing: ScheduleTiming, hasNamespaces: Bool = true) {
        let name = Self.name(of: sync.uid)
        let isTemporary = [sync.library, sync.program].contains { path in
            path.hasPrefix("/tmp/") || path.hasPrefix("/var/tmp/")
        }
        // A `:` before the program: no variables in the words.
        let words = [":" + sync.program, "--library", sync.library, "sync", "--scheduled"]
        var values = [
            "uid": sync.uid, "library": Self.quoted(sync.library),
            "condition": Self.escaped(sync.library) + "/soralib.sqlite",
            "command": words.map(Self.quoted).joined(separator: " "),
            // A library there could not be seen in a /tmp of the unit's own.
            "private": String(!isTemporary),
            "timing": timing.text, "times": timing.timerLines.joined(separator: "\n"),
            "delay": String(timing.delay),
        ]
        values["namespaces"] =
            hasNamespaces
            ? Self.text("namespaces.conf", values)
            : "# No namespaces of its own: this system does not let users make them."
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

    /// When a timer that soralib made runs.
    static func timing(ofTimer text: String) -> ScheduleTiming? {
        let key = "# timing "
        return text.split(separator: "\n").first { $0.hasPrefix(key) }
            .flatMap { ScheduleTiming(text: $0.dropFirst(key.count)) }
    }

    /// The program that a service which soralib made starts.
    static func program(ofService text: String) -> String? {
        let key = "ExecStart=\":"
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
            let end = line.firstRange(of: "\" \"--library\" ")
        else { return nil }
        return unquoted(line[..<end.lowerBound].dropFirst(key.count))
    }

    /// Whether a service that soralib made runs in namespaces of its own.
    static func hasNamespaces(service text: String) -> Bool {
        text.contains("\nPrivateUsers=true\n")
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
