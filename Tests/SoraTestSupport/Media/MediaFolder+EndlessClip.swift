extension MediaFolder {
    /// A small file of a clip that takes many seconds to decode: one second over and over, for seven hours.
    package func endlessClip() throws -> String {
        let second = "\(path)/second.mp4"
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "testsrc=s=160x90:r=25:d=1", "-c:v", "libx264", "-preset",
                "ultrafast", "-crf", "40", "-pix_fmt", "yuv420p", second,
            ], in: path)
        let file = "\(path)/endless.mp4"
        try FFmpeg.make(
            ["-stream_loop", "25000", "-i", second, "-c", "copy", file], in: path)
        return file
    }
}
