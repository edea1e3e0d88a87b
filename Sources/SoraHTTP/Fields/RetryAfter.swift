package import SoraModel

/// How long a service asks to be left alone.
package enum RetryAfter {
    /// The seconds that the header fields ask for, or `nil` when they say nothing readable.
    ///
    /// `retry-after-ms` goes before `Retry-After`, which is a number of seconds, with a fraction or
    /// not, or a date (RFC 9110, section 10.2.3). The caller limits the result: services have
    /// answered with years.
    package static func seconds(in headers: HTTPHeaders, now: Timestamp) -> Double? {
        if let text = headers["retry-after-ms"], let milliseconds = number(text) {
            return milliseconds / 1000
        }
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = number(text) { return seconds }
        return HTTPDate.parse(text, now: now).map { max(0, $0 - now) }
    }

    /// Decimal digits with one point at most: no sign, exponent, hexadecimal or infinity.
    private static func number(_ text: String) -> Double? {
        let trimmed = text.trimmingHTTPSpace()
        guard let first = trimmed.utf8.first, (0x30...0x39).contains(first),
            trimmed.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            let value = Double(trimmed), value.isFinite
        else { return nil }
        return value
    }
}
