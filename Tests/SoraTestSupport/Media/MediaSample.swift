/// A media file that `ffmpeg` makes: its name, and the words that make it.
package struct MediaSample: Sendable, CustomStringConvertible {
    /// The file's name.
    package let name: String
    /// The arguments; `{other}` stands for another sample.
    let arguments: String

    init(_ name: String, _ arguments: String) {
        self.name = name
        self.arguments = arguments
    }

    package var description: String { name }

    private static let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -threads 1"
    private static let sine = "-f lavfi -i sine=f=440:d=2"

    private static func picture(
        _ size: String = "320x180", rate: String = "25", seconds: String = "2"
    ) -> String {
        "-f lavfi -i testsrc2=s=\(size):r=\(rate):d=\(seconds)"
    }

    /// All samples: what services send, what cameras and editors make of it, and the odd ones.
    package static let all: [MediaSample] = ordinary + turned + rates + timing + tracks + codecs

    private static let ordinary = [
        MediaSample("plain.mp4", "\(picture()) \(sine) \(h264) -c:a aac"),
        MediaSample("faststart.mp4", "-i {plain.mp4} -c copy -movflags +faststart"),
        MediaSample("plain.mov", "-i {plain.mp4} -c copy"),
        MediaSample("plain.mkv", "-i {plain.mp4} -c copy"),
        MediaSample(
            "fragmented.mp4", "-i {plain.mp4} -c copy -movflags frag_keyframe+empty_moov"),
        MediaSample("hybrid.mp4", "-i {plain.mp4} -c copy -movflags frag_keyframe"),
        MediaSample(
            "indexed-fragments.mp4",
            "-i {plain.mp4} -c copy -movflags frag_keyframe+empty_moov+default_base_moof+global_sidx"
        ),
        MediaSample("odd-size.mp4", "\(picture("322x182")) \(h264)"),
        MediaSample("wide-pixels.mp4", "\(picture()) -vf setsar=4/3 \(h264)"),
        MediaSample("one-frame.mp4", "\(picture()) -frames:v 1 \(h264)"),
        MediaSample("one-frame.mkv", "-i {one-frame.mp4} -c copy"),
    ]

    private static let turned = ["90", "180", "270"].flatMap { angle in
        [
            MediaSample(
                "turned-\(angle).mp4", "-i {plain.mp4} -c copy -metadata:s:v rotate=\(angle)"),
            MediaSample("turned-\(angle).mov", "-i {turned-\(angle).mp4} -c copy"),
        ]
    }

    private static let rates = [
        "24000/1001", "30000/1001", "60000/1001", "12.5", "23.5", "24", "30", "60",
    ].flatMap { rate in
        let word = rate.replacing("/", with: "-")
        return [
            MediaSample("rate-\(word).mp4", "\(picture("160x90", rate: rate)) \(h264)"),
            MediaSample("rate-\(word).mkv", "-i {rate-\(word).mp4} -c copy"),
            MediaSample("rate-\(word).mov", "-i {rate-\(word).mp4} -c copy"),
        ]
    }

    private static let timing = [
        MediaSample(
            "uneven.mp4",
            "\(picture()) -vf select='not(mod(n\\,3))+lt(n\\,20)' -vsync vfr \(h264)"),
        MediaSample("uneven.mkv", "-i {uneven.mp4} -c copy"),
        MediaSample("edited.mp4", "-ss 0.5 -i {plain.mp4} -c copy"),
        MediaSample(
            "late-picture.mp4",
            "-itsoffset 0.7 -i {plain.mp4} -i {plain.mp4} -map 0:v -map 1:a -c copy"),
        MediaSample("reordered.mp4", "\(picture()) -c:v libx264 -bf 3 -pix_fmt yuv420p"),
        MediaSample("reordered.mkv", "-i {reordered.mp4} -c copy"),
        MediaSample("timecode.mov", "\(picture()) \(h264) -timecode 01:00:00:00"),
        MediaSample("live.webm", "-i {vp9.webm} -c copy -live 1"),
    ]

    private static let tracks = [
        MediaSample("no-sound.mp4", "-i {plain.mp4} -an -c copy"),
        MediaSample("sound.m4a", "\(sine) -c:a aac"),
        MediaSample("sound.mkv", "-i {sound.m4a} -c copy"),
        MediaSample(
            "several.mp4",
            "-i {plain.mp4} -i {rate-24.mp4} -map 0 -map 1 -map 0:a -c copy"),
        MediaSample("cover.png", "\(picture("64x64", seconds: "1")) -frames:v 1"),
        MediaSample("cover.webp", "-i {cover.png}"),
        MediaSample("lossless.webp", "-i {cover.png} -vf crop=62:45 -lossless 1"),
        MediaSample(
            "alpha.webp", "-f lavfi -i color=c=red@0.5:s=62x46,format=rgba -frames:v 1 -quality 50"
        ),
        MediaSample(
            "cover-sound.m4a",
            "-i {sound.m4a} -i {cover.png} -map 0 -map 1 -c copy -disposition:v:0 attached_pic"),
        MediaSample(
            "cover-video.mp4",
            "-i {plain.mp4} -i {cover.png} -map 1 -map 0 -c copy -disposition:v:0 attached_pic"),
        MediaSample(
            "cover-video.mkv",
            "-i {plain.mp4} -attach {cover.png} -metadata:s:t mimetype=image/png -c copy"),
    ]

    private static let codecs = [
        MediaSample(
            "vp9.webm",
            "\(picture()) \(sine) -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 200k -c:a libopus"
        ),
        MediaSample("vp8.webm", "\(picture(rate: "30")) -c:v libvpx -deadline realtime"),
        MediaSample("av1.mp4", "\(picture("160x90", seconds: "0.4")) -c:v libaom-av1 -cpu-used 8"),
        MediaSample(
            "hevc.mp4",
            "\(picture()) -c:v libx265 -preset ultrafast -x265-params log-level=error"),
        MediaSample("mpeg4.mp4", "\(picture()) -c:v mpeg4"),
        MediaSample("prores.mov", "\(picture()) -c:v prores"),
        MediaSample("mjpeg.mov", "\(picture()) -c:v mjpeg"),
        MediaSample("pcm.mov", "\(picture()) \(sine) \(h264) -c:a pcm_s16le"),
        MediaSample("mp3.mp4", "-i {plain.mp4} -c:v copy -c:a libmp3lame"),
    ]
}
