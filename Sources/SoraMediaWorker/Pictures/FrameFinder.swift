import SoraMedia

/// Finds the frame of a moment, exactly: the last one that is shown no later.
struct FrameFinder: ~Copyable {
    private var decoder: FrameDecoder

    init(_ decoder: consuming FrameDecoder) {
        self.decoder = decoder
    }

    var duration: Double? { decoder.duration }
    var rotation: Int { decoder.rotation }

    func pixelAspect(of frame: borrowing DecodedFrame) -> Double { decoder.pixelAspect(of: frame) }

    /// How far before the moment a key frame is looked for; what is shown at a moment may be stored behind
    /// what is shown later, so the nearest may be one too late.
    private static let stepsBack: [Double] = [0, 2, 10, .infinity]

    /// The frame of a moment.
    ///
    /// - Throws: `PictureFailure`, also where the clip ends before that moment.
    mutating func frame(at moment: FrameMoment) throws(PictureFailure) -> DecodedFrame {
        switch moment {
        case .first: return try frame(at: 0, isExact: false)
        case .seconds(let seconds): return try frame(at: seconds, isExact: true)
        case .last:
            for step in Self.stepsBack {
                let place = max(0, (decoder.duration ?? 0) - step)
                guard wind(to: place) else { continue }
                var last: DecodedFrame?
                while let next = try decoder.next() { last = consume next }
                if let found = last.take() { return found }
            }
            throw PictureFailure("no frame of it decodes")
        }
    }

    /// The last frame that is shown no later than so many seconds after the first.
    ///
    /// - Parameters:
    ///   - seconds: how many.
    ///   - isExact: whether a moment behind the end is refused; else it is the last frame's.
    /// - Returns: the frame.
    /// - Throws: `PictureFailure`.
    mutating func frame(
        at seconds: Double, isExact: Bool
    ) throws(PictureFailure) -> DecodedFrame {
        // Times are told in ticks of a clock that may be as coarse as a millisecond.
        let latest = seconds + 0.000_6
        for step in Self.stepsBack {
            let place = max(0, seconds - step)
            guard wind(to: place) else { continue }
            var shown: DecodedFrame?
            var isPast = false
            while let next = try decoder.next() {
                if let time = next.seconds, time > latest {
                    isPast = true
                    // Nothing comes before it, though something should: it is the first.
                    if shown == nil, place == 0 { shown = consume next }
                    break
                }
                shown = consume next
            }
            guard let shown = shown.take() else { continue }
            if isExact, !isPast, let time = shown.seconds {
                let end = max(time + max(decoder.frameLength, 0.04), decoder.duration ?? 0)
                guard seconds <= end else {
                    let rounded = (end * 1_000).rounded() / 1_000
                    throw PictureFailure("it has no frame at \(seconds) s: it ends at \(rounded) s")
                }
            }
            return shown
        }
        throw PictureFailure("no frame of it decodes")
    }

    /// At the start nothing need be wound where that cannot be: a picture, say.
    private mutating func wind(to place: Double) -> Bool {
        decoder.seek(to: place) || place == 0
    }
}
