/// Numbers as people read them in reasons.
package enum ShortNumber {
    /// A number with at most two decimals and no trailing zeros.
    package static func text(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        let hundredths = Int64((abs(number) * 100).rounded())
        let sign = number < 0 && hundredths > 0 ? "-" : ""
        let whole = hundredths / 100
        let rest = hundredths % 100
        if rest == 0 { return "\(sign)\(whole)" }
        if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
        return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
