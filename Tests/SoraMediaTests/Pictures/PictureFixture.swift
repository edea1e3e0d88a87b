import SoraMedia
import SoraTestSupport

/// A picture of a file, made in a worker of its own.
func picture(of path: String, _ request: PictureRequest) async throws -> Picture {
    let workers = MediaWorkers(helper: try builtHelper(), count: 1)
    let outcome = await workers.picture(of: path, request)
    await workers.shutdown()
    return try made(outcome)
}

/// What was made; none is a failure of the test.
func made(_ outcome: PictureOutcome) throws -> Picture {
    guard case .made(let picture) = outcome else { throw Unmade(outcome: outcome) }
    return picture
}

/// Why there is no picture.
func reason(_ outcome: PictureOutcome) throws -> String {
    guard case .unmade(let reason) = outcome else { throw Unmade(outcome: outcome) }
    return reason
}

struct Unmade: Error {
    let outcome: PictureOutcome
}

/// Clips of 100 frames, 4 seconds, whose frames tell their number by how bright they are.
actor CountingClips {
    static let shared = CountingClips()

    private var folder: MediaFolder?

    /// What `ffmpeg` is told to make each of them.
    private static let kinds = [
        // Frames that are stored in another order than shown, few key frames.
        "reordered.mp4": "-c:v libx264 -qp 0 -bf 3 -g 40 -pix_fmt yuv420p",
        "reordered.mkv": "-c:v libx264 -qp 0 -bf 3 -g 40 -pix_fmt yuv420p",
        "one-key.mp4": "-c:v libx264 -qp 0 -bf 2 -g 400 -pix_fmt yuv420p",
        "fragmented.mp4":
            "-c:v libx264 -qp 0 -g 25 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov",
        "vp9.webm": "-c:v libvpx-vp9 -lossless 1 -deadline realtime -cpu-used 8 -pix_fmt yuv420p",
        "hevc.mp4": "-c:v libx265 -x265-params lossless=1:log-level=none -pix_fmt yuv420p",
    ]

    func path(_ name: String) throws -> String {
        let folder = try folder ?? MediaFolder()
        self.folder = folder
        let path = "\(folder.path)/\(name)"
        if MediaFolder.has(path) { return path }
        try FFmpeg.make(
            ["-f", "lavfi", "-i", "color=black:s=64x64:r=25:d=4,geq=lum='16+N*2':cb=128:cr=128"]
                + (Self.kinds[name] ?? "").split(separator: " ").map(String.init) + [path],
            in: folder.path)
        return path
    }

    /// The number of the frame that a picture shows.
    static func number(_ picture: Picture) throws -> Int {
        let pixels = try Pixels(
            picture.bytes, picture.format == .png ? "png" : "jpg",
            size: (picture.width, picture.height))
        // Of the limited range of 16 to 235, in steps of 2.
        return Int((pixels.brightness() * 219 / 255 / 2).rounded())
    }
}
