/// Numbers as people read them.
package enum HumanFormat {
    /// A size in bytes: `512 B`, `4.2 MiB`, `123 GiB`.
    package static func bytes(_ count: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        if count < 0 { return "-" + bytes(count == .min ? .max : -count) }
        if count < 1024 { return "\(count) B" }
        var value = Double(count)
        var unit = 0
        // 1023.95 would be shown as 1024.0 of the smaller unit.
        while value >= 1023.5, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return "\(decimal(value)) \(units[unit])"
    }

    /// A speed in bytes a second: `4.2 MiB/s`.
    package static func rate(_ bytesPerSecond: Double) -> String {
        let count = bytesPerSecond.isFinite ? min(max(0, bytesPerSecond), 1e18) : 0
        return bytes(Int64(count)) + "/s"
    }

    /// A length of time in seconds: `0.4 s`, `42 s`, `3 m 12 s`, `2 h 5 m`, `3 d 4 h`.
    package static func duration(seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e15 else { return "?" }
        if seconds < 0 { return "-" + duration(seconds: -seconds) }
        if seconds < 9.95 {
            let short = decimal(seconds)
            return "\(short.hasSuffix(".0") ? String(short.dropLast(2)) : short) s"
        }
        let whole = Int(seconds.rounded())
        return switch whole {
        case ..<60: "\(whole) s"
        case ..<3600: pair(whole / 60, "m", whole % 60, "s")
        case ..<86400: pair(whole / 3600, "h", whole % 3600 / 60, "m")
        default: pair(whole / 86400, "d", whole % 86400 / 3600, "h")
        }
    }

    /// A time as seen from now, by the seconds since then: `just now`, `2 h ago`, `in 3 d`.
    package static func relative(secondsAgo: Double) -> String {
        guard secondsAgo.isFinite, abs(secondsAgo) < 1e15 else { return "?" }
        let length = Int(abs(secondsAgo))
        let text =
            switch length {
            case ..<5: "just now"
            case ..<60: "\(length) s"
            case ..<3600: "\(length / 60) m"
            case ..<86400: "\(length / 3600) h"
            default: "\(length / 86400) d"
            }
        if length < 5 { return text }
        return secondsAgo < 0 ? "in \(text)" : "\(text) ago"
    }

    private static func pair(_ large: Int, _ unit: String, _ small: Int, _ part: String) -> String {
        small == 0 ? "\(large) \(unit)" : "\(large) \(unit) \(small) \(part)"
    }

    /// One place after the point below 100, none above.
    private static func decimal(_ value: Double) -> String {
        if value >= 99.95 { return "\(Int(value.rounded()))" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
