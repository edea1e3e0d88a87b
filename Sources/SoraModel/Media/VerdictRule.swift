/// Compares what was measured with what was requested.
public struct VerdictRule: Sendable {
    /// How far the length may be off, in seconds, where three frames are less than that.
    public var durationTolerance: Double = 0.25
    /// How far the ratio of the sides may be off, as a part of the one asked for.
    public var aspectTolerance: Double = 0.01

    /// Makes the rule with its usual tolerances.
    public init() {}

    /// A verdict with its reasons.
    public struct Outcome: Hashable, Sendable {
        /// The verdict.
        public var verdict: Verdict
        /// Why, in words, for example `duration 7.2 s, requested 8 s`.
        public var reasons: [String]
        /// Why, as codes: `duration`, `size`, `aspect_ratio`, `unreadable`, `no_video`.
        public var reasonCodes: [String]

        /// Makes an outcome.
        public init(_ verdict: Verdict, reasons: [String] = [], reasonCodes: [String] = []) {
            self.verdict = verdict
            self.reasons = reasons
            self.reasonCodes = reasonCodes
        }
    }

    /// The verdict on one file; a missing measurement of something that was asked is a mismatch.
    public func judge(_ probe: MediaProbe, against request: RequestedMedia) -> Outcome {
        guard probe.ok else {
            return Outcome(
                .corrupt, reasons: probe.problems,
                reasonCodes: probe.problems.map { _ in "unreadable" })
        }
        guard let width = probe.width, let height = probe.height, probe.videoCodec != nil else {
            return Outcome(.corrupt, reasons: ["no video track"], reasonCodes: ["no_video"])
        }
        guard !request.isEmpty else { return Outcome(.unchecked) }
        var outcome = Outcome(.verified)
        func object(_ code: String, _ reason: String) {
            outcome.verdict = .mismatch
            outcome.reasons.append(reason)
            outcome.reasonCodes.append(code)
        }
        if let seconds = request.seconds {
            let asked = "requested \(Self.short(seconds)) s"
            if let duration = probe.duration {
                let frames = probe.frameRate.map { $0 > 0 ? 3 / $0 : 0 } ?? 0
                if abs(duration - seconds) > max(durationTolerance, frames) {
                    object("duration", "duration \(Self.short(duration)) s, \(asked)")
                }
            } else {
                object("duration", "duration unknown, \(asked)")
            }
        }
        let turned = probe.rotation == 90 || probe.rotation == 270
        let seen =
            turned
            ? PixelSize(width: height, height: width) : PixelSize(width: width, height: height)
        if let size = request.size {
            if seen != size { object("size", "size \(seen), requested \(size)") }
        } else if let ratio = request.aspectRatio {
            let measured = Double(seen.width) / Double(seen.height)
            if abs(measured - ratio.quotient) > ratio.quotient * aspectTolerance {
                object("aspect_ratio", "size \(seen), requested aspect ratio \(ratio)")
            }
        }
        return outcome
    }

    /// A number with at most two decimals and no trailing zeros.
    private static func short(_ number: Double) -> String {
        let hundredths = Int64((number * 100).rounded())
        let whole = hundredths / 100
        let rest = hundredths % 100
        if rest == 0 { return "\(whole)" }
        if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
