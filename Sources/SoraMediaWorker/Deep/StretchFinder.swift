import CAVFormat
import SoraMedia
import SoraModel

/// Finds where a track is black, does not move or is silent, and how loud it is: by libavfilter's
/// `blackdetect`, `freezedetect`, `silencedetect` and `ebur128`.
@safe final class StretchFinder {
    /// Stretches of one kind, one of which may have begun and not ended.
    private struct Kind {
        var found: [DeepReport.Stretch] = []
        var begun: Double?

        mutating func end(at moment: Double) {
            guard let start = begun else { return }
            begun = nil
            if moment > start, found.count < ProbeRanges.stretches {
                found.append(DeepReport.Stretch(start: start, end: moment))
            }
        }
    }

    /// Half a second of a picture of which 98 % of the pixels are darker than a tenth; a second in which no picture
    /// differs from the first by more than a thousandth (-60 dB); a second below -60 dB.
    private static let pictures =
        "blackdetect=d=0.5:pic_th=0.98:pix_th=0.10,freezedetect=n=-60dB:d=1"
    private static let sound = "silencedetect=noise=-60dB:duration=1,ebur128=metadata=1"

    private let library: FilterLibrary
    private let isVideo: Bool
    private let timeBase: AVRational
    /// The track's time that counts as the clip's beginning, in seconds.
    private let origin: Double
    private var chain: FilterChain?
    private var form = ""
    private var black = Kind()
    private var frozen = Kind()
    private var silent = Kind()
    private var loudness: Double?

    init(_ library: FilterLibrary, isVideo: Bool, timeBase: AVRational, origin: Double) {
        self.library = library
        self.isVideo = isVideo
        self.timeBase = timeBase
        self.origin = origin
    }

    /// Takes the next frame, shown at a moment in seconds.
    func take(_ frame: UnsafeMutablePointer<AVFrame>, at moment: Double?) {
        guard unsafe frame.pointee.pts != sora_no_pts() else { return }
        let form = unsafe isVideo ? picture(frame) : samples(frame)
        if form != self.form {
            // A chain is of one form; what comes in another gets a new one.
            finish(at: moment ?? 0)
            self.form = form
            chain = library.chain(
                isVideo
                    ? "buffer@in=\(form),\(Self.pictures),buffersink@out"
                    : "abuffer@in=\(form),\(Self.sound),abuffersink@out",
                source: isVideo ? "buffer@in" : "abuffer@in",
                sink: isVideo ? "buffersink@out" : "abuffersink@out")
        }
        unsafe chain?.put(frame) { self.read($0, $1) }
    }

    /// Ends what has begun, at a moment in seconds.
    func finish(at moment: Double) {
        unsafe chain?.put(nil) { self.read($0, $1) }
        chain = nil
        black.end(at: moment)
        frozen.end(at: moment)
        silent.end(at: moment)
    }

    /// Adds what was found to a report.
    func add(to report: inout DeepReport) {
        if isVideo {
            report.black = black.found
            report.frozen = frozen.found
        } else {
            report.silent = silent.found
            // -70 is the gate of the measure (ITU-R BS.1770): nothing was louder.
            if let loudness, loudness > -70, ProbeRanges.loudness.contains(loudness) {
                report.loudness = loudness
            }
        }
    }

    private func read(_ name: String, _ value: Double) {
        let moment = max(0, value - origin)
        switch name {
        case "lavfi.black_start": black.begun = moment
        case "lavfi.black_end": black.end(at: moment)
        case "lavfi.freezedetect.freeze_start": frozen.begun = moment
        case "lavfi.freezedetect.freeze_end": frozen.end(at: moment)
        case "lavfi.silence_start": silent.begun = moment
        case "lavfi.silence_end": silent.end(at: moment)
        case "lavfi.r128.I": loudness = value
        default: break
        }
    }

    private func picture(_ frame: UnsafeMutablePointer<AVFrame>) -> String {
        let shape = unsafe frame.pointee.sample_aspect_ratio
        let aspect = shape.num > 0 && shape.den > 0 ? "\(shape.num)/\(shape.den)" : "1/1"
        return unsafe "video_size=\(frame.pointee.width)x\(frame.pointee.height):"
            + "pix_fmt=\(frame.pointee.format):time_base=\(timeBase.num)/\(timeBase.den):"
            + "pixel_aspect=\(aspect)"
    }

    private func samples(_ frame: UnsafeMutablePointer<AVFrame>) -> String {
        let channels = unsafe frame.pointee.ch_layout.nb_channels
        let layout =
            unsafe frame.pointee.ch_layout.order == AV_CHANNEL_ORDER_NATIVE
            ? "channel_layout=0x\(String(frame.pointee.ch_layout.u.mask, radix: 16))"
            : "channels=\(channels)"
        return unsafe "time_base=\(timeBase.num)/\(timeBase.den):"
            + "sample_rate=\(frame.pointee.sample_rate):sample_fmt=\(frame.pointee.format):\(layout)"
    }
}
