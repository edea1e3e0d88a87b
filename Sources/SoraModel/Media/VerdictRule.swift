/// Compares what was measured with what was requested.
package struct VerdictRule: Sendable {
    /// How far the ratio of the sides may be off, as a part of the one asked for.
    package var aspectTolerance: Double = 0.01

    /// Makes the rule with its usual tolerance.
    package init() {}

    /// A verdict with its reasons.
    package struct Outcome: Hashable, Sendable {
        /// The verdict.
        package var verdict: Verdict
        /// Why, in words, for example `duration 7.2 s, requested 8 s`; and what is told beside it.
        package var reasons: [String]
        /// The same as the words of ``ReasonCode``, one for each reason.
        package var reasonCodes: [String]

        /// Makes an outcome.
        package init(_ verdict: Verdict, reasons: [String] = [], reasonCodes: [String] = []) {
            self.verdict = verdict
            self.reasons = reasons
            self.reasonCodes = reasonCodes
        }

        /// Adds a reason, which may change the verdict.
        mutating func add(_ code: ReasonCode, _ reason: String) {
            if let verdict = code.verdict { self.verdict = verdict }
            reasons.append(reason)
            reasonCodes.append(code.rawValue)
        }
    }

    /// The verdict on one file; a missing measurement of something that was asked is a mismatch.
    ///
    /// - Parameters:
    ///   - probe: what its headers tell.
    ///   - deep: what was found by decoding it, if it was.
    ///   - request: what was asked for.
    /// - Returns: the verdict with its reasons.
    package func judge(
        _ probe: MediaProbe, deep: DeepReport? = nil, against request: RequestedMedia
    ) -> Outcome {
        var outcome = Outcome(request.isEmpty ? .unchecked : .verified)
        guard probe.ok else {
            outcome.verdict = .corrupt
            for problem in probe.problems { outcome.add(.unreadable, problem) }
            return outcome
        }
        guard let width = probe.width, let height = probe.height, probe.videoCodec != nil else {
            outcome.add(.noVideo, "no video track")
            return outcome
        }
        if let deep, !deep.problems.isEmpty {
            for problem in deep.problems { outcome.add(problem.code, problem.words) }
            return outcome
        }
        if let seconds = request.seconds { judge(probe, seconds, request, &outcome) }
        let turned = probe.rotation == 90 || probe.rotation == 270
        let seen =
            turned
            ? PixelSize(width: height, height: width) : PixelSize(width: width, height: height)
        judge(seen, request, &outcome)
        if request.expectation.hasAudio, probe.hasAudio != true {
            outcome.add(.noAudio, "no sound, which the model makes")
        }
        for finding in deep?.findings ?? [] { outcome.add(finding.code, finding.words) }
        return outcome
    }

    /// The length of the video track; of the whole file where the track's is not known.
    private func judge(
        _ probe: MediaProbe, _ seconds: Double, _ request: RequestedMedia,
        _ outcome: inout Outcome
    ) {
        let asked = "requested \(ShortNumber.text(seconds)) s"
        guard let duration = probe.videoDuration ?? probe.duration else {
            outcome.add(.duration, "duration unknown, \(asked)")
            return
        }
        let frames = probe.frameRate.map { $0 > 0 ? 3 / $0 : 0 } ?? 0
        if abs(duration - seconds) > max(request.expectation.durationTolerance, frames) {
            outcome.add(.duration, "duration \(ShortNumber.text(duration)) s, \(asked)")
        }
    }

    private func judge(_ seen: PixelSize, _ request: RequestedMedia, _ outcome: inout Outcome) {
        if let side = request.expectation.shortSide {
            if !side.contains(min(seen.width, seen.height)) {
                outcome.add(
                    .sizeClass,
                    "size \(seen), requested a short side of \(side.lowerBound) to \(side.upperBound)"
                )
            }
            if let size = request.size, size.width != size.height,
                (size.width > size.height) != (seen.width > seen.height)
            {
                let form = size.width > size.height ? "wide" : "high"
                outcome.add(.orientation, "size \(seen), requested a \(form) one")
            }
        } else if let size = request.size {
            if seen != size { outcome.add(.size, "size \(seen), requested \(size)") }
        } else if let ratio = request.aspectRatio {
            let measured = Double(seen.width) / Double(seen.height)
            if abs(measured - ratio.quotient) > ratio.quotient * aspectTolerance {
                outcome.add(.aspectRatio, "size \(seen), requested aspect ratio \(ratio)")
            }
        }
    }
}
