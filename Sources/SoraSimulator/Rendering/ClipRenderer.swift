/// Makes the files of a clip.
enum ClipRenderer {
    /// The clip as MP4: H.264 and AAC, of exactly the length asked for.
    ///
    /// - Throws: `SimulatorError.rendering` when libavcodec cannot.
    static func video(_ clip: Clip) throws(SimulatorError) -> [UInt8] {
        let pictures = try VideoLoop(clip)
        let tone = try ToneLoop(clip)
        let scale = VideoLoop.timeScale
        let frame = scale / Clip.framesPerSecond
        let videoEnd = clip.milliseconds * (scale / 1000)
        let audioEnd = clip.milliseconds * (ToneLoop.sampleRate / 1000)
        let videoCount = (videoEnd + frame - 1) / frame
        // One packet more: the first is the run-up before time 0, which an edit list hides.
        let run = ToneLoop.packetSamples
        let audioCount = (audioEnd + run - 1) / run + 1

        let writer = try MP4Writer()
        try writer.addStream(for: pictures.encoder)
        try writer.addStream(for: tone.encoder)
        try writer.begin(packets: videoCount + audioCount, videoTimeScale: scale)
        var audio = 0
        func writeAudio(until end: Int) throws(SimulatorError) {
            while audio < audioCount, (audio - 1) * run < end {
                let time = (audio - 1) * run
                try writer.write(
                    tone.packet(audio), stream: 1, time: time, duration: min(run, audioEnd - time),
                    scale: ToneLoop.sampleRate)
                audio += 1
            }
        }
        for index in 0..<videoCount {
            let time = index * frame
            try writeAudio(until: time * ToneLoop.sampleRate / scale)
            try writer.write(
                pictures.packets[index % pictures.packets.count], stream: 0, time: time,
                duration: min(frame, videoEnd - time), scale: scale)
        }
        try writeAudio(until: audioEnd)
        return try writer.finish()
    }

    /// One picture of the clip as WebP, or as JPEG where libavcodec has no libwebp.
    ///
    /// - Throws: `SimulatorError.rendering` when libavcodec cannot.
    static func thumbnail(_ clip: Clip) throws(SimulatorError) -> [UInt8] {
        do {
            return try still(clip, encoder: "libwebp", space: .webP, columns: 1, rows: 1)
        } catch {
            return try still(clip, encoder: "mjpeg", space: .jpeg, columns: 1, rows: 1)
        }
    }

    /// Twelve pictures of the clip in one JPEG, four in a row.
    ///
    /// - Throws: `SimulatorError.rendering` when libavcodec cannot.
    static func spriteSheet(_ clip: Clip) throws(SimulatorError) -> [UInt8] {
        try still(clip, encoder: "mjpeg", space: .jpeg, columns: 4, rows: 3)
    }

    private static func still(
        _ clip: Clip, encoder name: String, space: ColourSpace, columns: Int, rows: Int
    ) throws(SimulatorError) -> [UInt8] {
        let tile =
            columns == 1
            ? clip.size : PixelSize(clip.size.width / 8 * 2, clip.size.height / 8 * 2)
        let sheetSize = PixelSize(tile.width * columns, tile.height * rows)
        let scene = try Scene(clip, size: tile, space: space)
        let sheet = try Canvas(sheetSize, space: space)
        let picture = try Canvas(tile, space: space)
        for index in 0..<columns * rows {
            scene.draw(on: picture, at: (Double(index) + 0.5) / Double(columns * rows))
            sheet.paste(
                picture, x: index % columns * tile.width, y: index / columns * tile.height)
        }
        let encoder = try unsafe MediaEncoder([name], configure: stillSettings(sheetSize, space))
        let packets = try sheet.encode(by: encoder, at: 0) + encoder.flush()
        guard let packet = packets.first else {
            throw .rendering(step: name, reason: "nothing came out")
        }
        return packet.bytes
    }
}
