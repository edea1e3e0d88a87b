import SoraModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Moments as sidecars write them.
enum MomentText {
    /// The moment of a number of seconds since 1970, or `nil` where no clip can be so old or new.
    static func seconds(_ number: Double?) -> Timestamp? {
        guard let number, (1...32_503_680_000).contains(number) else { return nil }
        return Timestamp(seconds: number)
    }

    /// A moment as RFC 3339 has it, as `2026-01-02 03:04:05` (in UTC), or as `20260102`.
    static func moment(_ text: String?) -> Timestamp? {
        guard let text, (8...40).contains(text.utf8.count) else { return nil }
        if text.utf8.count == 8, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            let digits = Array(text)
            return moment(
                "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))T00:00:00Z"
            )
        }
        let style = Date.ISO8601FormatStyle()
        let zoned = text.replacing(" ", with: "T")
        for candidate in [zoned, zoned + "Z"] {
            if let date = try? style.parse(candidate) { return seconds(date.timeIntervalSince1970) }
            if let date = try? Date.ISO8601FormatStyle(includingFractionalSeconds: true)
                .parse(candidate)
            {
                return seconds(date.timeIntervalSince1970)
            }
        }
        return nil
    }
}
