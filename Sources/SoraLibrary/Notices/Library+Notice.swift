import SoraModel
import SoraSystem

extension Library {
    /// Shows a notice on the user's desktop, with libnotify's `notify-send`.
    ///
    /// - Parameters:
    ///   - title: its first line.
    ///   - lines: what stands below, of any origin.
    ///   - isUrgent: whether it stays until it is seen.
    ///   - isStopping: whether to give up.
    /// - Returns: what went wrong, in words; `nil` where it is shown.
    package func notify(
        _ title: String, _ lines: [String], isUrgent: Bool, isStopping: @Sendable () -> Bool
    ) async -> String? {
        do {
            guard let program = try ProgramPath.find("notify-send", context: context) else {
                return
                    "there is no notify-send in PATH, so nothing is shown (Debian: libnotify-bin)"
            }
            let words = [
                "--app-name=soralib", "--urgency=\(isUrgent ? "critical" : "normal")", "--",
                Self.plain(title), lines.map(Self.markup).joined(separator: "\\n"),
            ]
            let outcome = try await BoundedProgram(seconds: 5).run(
                program, words, environment: CleanEnvironment.of(context), folder: "/",
                time: context.system.time, isStopping: isStopping)
            if outcome.ending == .exited(0) { return nil }
            let said =
                String(decoding: outcome.output, as: UTF8.self)
                .split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
            return "notify-send could not show a notice\(said)"
        } catch {
            return "notify-send could not be started"
        }
    }

    /// A text as the body of a notice wants it: the specification has some markup, and `notify-send` reads
    /// backslashes in it as C does.
    static func markup(_ text: String) -> String {
        plain(text).replacing("\\", with: "\\\\").replacing("&", with: "&amp;")
            .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// On one line, without what controls a terminal or the direction of writing, and not too long.
    private static func plain(_ text: String) -> String {
        let letters = text.unicodeScalars.map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            case .format, .surrogate, .privateUse, .unassigned: "\u{FFFD}"
            default: Character(scalar)
            }
        }
        let short = String(letters.prefix(160))
        return letters.count > 160 ? short + "…" : short
    }
}
