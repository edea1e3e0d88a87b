import SoraMedia
import SoraSystem

/// Makes a picture of one open file: a frame, a poster, or a strip of frames.
struct PictureMaker {
    private let files = FileSystem()

    /// A picture as a file, and what there is to say of it.
    struct Made {
        let note: PictureNote
        let bytes: [UInt8]
    }

    /// Makes the picture that is asked for.
    ///
    /// - Throws: `PictureFailure`, with what keeps it from being made.
    func make(
        _ request: PictureRequest, of file: borrowing OpenFile
    ) throws(PictureFailure) -> Made {
        guard request.isSound else { throw PictureFailure("such a picture cannot be made") }
        let size: Int64
        let head: [UInt8]
        do {
            size = try files.status(of: file).bytes
            head = try files.read(file, at: 0, count: FileSignature.length)
        } catch {
            throw PictureFailure("cannot read the file: \(error.reason)")
        }
        let signature = FileSignature(head)
        guard let reader = signature.reader else {
            if case .other(let words) = signature {
                throw PictureFailure("not a media file: \(words)")
            }
            throw PictureFailure("not a media file")
        }
        guard let input = FileInput(file, size: size) else { throw .noMemory }
        do {
            return try make(request, input, signature, reader)
        } catch {
            if let failure = input.failure {
                throw PictureFailure("cannot read the file: \(failure.reason)")
            }
            throw error
        }
    }

    private func make(
        _ request: PictureRequest, _ input: borrowing FileInput, _ signature: FileSignature,
        _ reader: String
    ) throws(PictureFailure) -> Made {
        let container: MediaContainer
        do {
            container = try Self.container(input, signature, reader)
        } catch {
            switch error {
            case .noMemory: throw .noMemory
            case .unreadable(let words): throw PictureFailure("does not read as media: \(words)")
            }
        }
        var finder = FrameFinder(try FrameDecoder(container))
        let raster: Raster
        var seconds: Double?
        switch request.subject {
        case .first: (raster, seconds) = try shown(.first, &finder, request)
        case .last: (raster, seconds) = try shown(.last, &finder, request)
        case .frame: (raster, seconds) = try shown(.seconds(request.seconds ?? 0), &finder, request)
        case .poster: (raster, seconds) = try poster(&finder, request)
        case .strip: raster = try strip(&finder, request)
        }
        guard max(raster.width, raster.height) <= PictureRequest.longestSide else {
            throw PictureFailure("the picture is too large")
        }
        let bytes = try PictureEncoder.file(of: raster, request.format)
        return Made(
            note: PictureNote(
                bytes: bytes.count, width: raster.width, height: raster.height,
                format: request.format, seconds: seconds.map { max(0, $0) }), bytes: bytes)
    }

    private static func container(
        _ input: borrowing FileInput, _ signature: FileSignature, _ reader: String
    ) throws(MediaContainer.Failure) -> MediaContainer {
        var container = try MediaContainer(input, reader: reader)
        // The header of a picture is read by its decoder, under that one's limits.
        if !signature.isImage, container.isIncomplete(isImage: false) {
            try container.readFrames()
        }
        return container
    }

    private func shown(
        _ moment: FrameMoment, _ finder: inout FrameFinder, _ request: PictureRequest
    ) throws(PictureFailure) -> (Raster, Double?) {
        let frame = try finder.frame(at: moment)
        return (try raster(of: frame, finder, request), frame.seconds)
    }

    /// Where posters are looked for, as parts of the length: not at once, for much begins in black.
    private static let places = [0.1, 0.3, 0.5, 0.7, 0.9, 0]

    /// The first of a few frames that shows something; if none does, the one with the most in it.
    private func poster(
        _ finder: inout FrameFinder, _ request: PictureRequest
    ) throws(PictureFailure) -> (Raster, Double?) {
        let duration = finder.duration ?? 0
        var best: (raster: Raster, seconds: Double?, spread: Double)?
        var failure = PictureFailure("no frame of it decodes")
        for place in duration > 0 ? Self.places : [0] {
            do {
                let frame = try finder.frame(at: duration * place, isExact: false)
                let raster = try raster(of: frame, finder, request)
                let light = raster.light
                if (20...235).contains(light.mean), light.spread > 6 {
                    return (raster, frame.seconds)
                }
                if light.spread > best?.spread ?? -1 {
                    best = (raster, frame.seconds, light.spread)
                }
            } catch {
                failure = error
            }
        }
        guard let best else { throw failure }
        return (best.raster, best.seconds)
    }

    /// Frames beside each other, each from the middle of its part of the clip.
    private func strip(
        _ finder: inout FrameFinder, _ request: PictureRequest
    ) throws(PictureFailure) -> Raster {
        let count = request.frames ?? 1
        let duration = finder.duration ?? 0
        var strip: Raster?
        for number in 0..<count {
            let place = duration * (Double(number) + 0.5) / Double(count)
            let frame = try finder.frame(at: place, isExact: false)
            let raster = try raster(of: frame, finder, request)
            var whole = strip ?? Raster(width: raster.width * count, height: raster.height)
            // A clip may change its size on the way; its strip does not.
            guard raster.width * count == whole.width, raster.height == whole.height else {
                throw PictureFailure("its frames are not all of one size")
            }
            whole.put(raster, x: raster.width * number, y: 0)
            strip = whole
        }
        guard let strip else { throw PictureFailure("a strip of no frames") }
        return strip
    }

    private func raster(
        of frame: borrowing DecodedFrame, _ finder: borrowing FrameFinder,
        _ request: PictureRequest
    ) throws(PictureFailure) -> Raster {
        let turn = finder.rotation
        var box: (width: Int, height: Int)?
        if let width = request.width, let height = request.height {
            box = turn % 180 == 0 ? (width, height) : (height, width)
        }
        let size = FrameScaler.size(
            width: frame.width, height: frame.height,
            pixelAspect: finder.pixelAspect(of: frame), within: box)
        guard max(size.width, size.height) <= PictureRequest.longestSide,
            size.width * size.height <= 40_000_000
        else { throw PictureFailure("the picture is too large") }
        return try FrameScaler.raster(of: frame, width: size.width, height: size.height)
            .turned(by: turn)
    }
}
