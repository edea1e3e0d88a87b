import CAVFormat

/// Writes an MP4 file into memory, its index in front of the media.
@safe final class MP4Writer {
    private let context: UnsafeMutablePointer<AVFormatContext>

    /// - Throws: `SimulatorError.rendering` when this libavformat writes no MP4.
    init() throws(SimulatorError) {
        var made: UnsafeMutablePointer<AVFormatContext>?
        let result = unsafe avformat_alloc_output_context2(&made, nil, "mp4", nil)
        guard result >= 0, let context = unsafe made else { throw .media("mp4", result) }
        unsafe self.context = unsafe context
        // No creation time and no version: the same clip gives the same bytes.
        unsafe context.pointee.flags |= AVFMT_FLAG_BITEXACT
        let opened = unsafe avio_open_dyn_buf(&context.pointee.pb)
        if opened < 0 { throw .media("mp4", opened) }
    }

    deinit {
        if unsafe context.pointee.pb != nil { _ = takeBytes() }
        unsafe avformat_free_context(context)
    }

    /// Adds a stream; streams count from 0.
    func addStream(for encoder: MediaEncoder) throws(SimulatorError) {
        guard let stream = unsafe avformat_new_stream(context, nil) else {
            throw .rendering(step: "mp4", reason: "no memory")
        }
        unsafe encoder.describe(to: stream)
    }

    /// Writes what comes first, with room in front for an index of so many packets.
    func begin(packets: Int, videoTimeScale: Int) throws(SimulatorError) {
        var options: OpaquePointer?
        // A packet takes 4 bytes of size, and at most 16 of place and 8 of duration.
        unsafe av_dict_set_int(&options, "moov_size", Int64(4096 + 28 * packets), 0)
        unsafe av_dict_set_int(&options, "video_track_timescale", Int64(videoTimeScale), 0)
        let result = unsafe avformat_write_header(context, &options)
        unsafe av_dict_free(&options)
        if result < 0 { throw .media("mp4 header", result) }
    }

    /// Writes one packet; time and duration count in ticks of which a second has `scale`.
    func write(
        _ packet: EncodedPacket, stream: Int, time: Int, duration: Int, scale: Int
    ) throws(SimulatorError) {
        var copy = unsafe av_packet_alloc()
        defer { unsafe av_packet_free(&copy) }
        guard let copy = unsafe copy,
            unsafe av_new_packet(copy, Int32(packet.bytes.count)) == 0,
            let target = unsafe context.pointee.streams[stream]
        else { throw .rendering(step: "mp4", reason: "no memory") }
        unsafe packet.bytes.withUnsafeBytes {
            unsafe UnsafeMutableRawBufferPointer(start: copy.pointee.data, count: $0.count)
                .copyMemory(from: $0)
        }
        unsafe copy.pointee.stream_index = Int32(stream)
        unsafe copy.pointee.pts = Int64(time)
        unsafe copy.pointee.dts = Int64(time)
        unsafe copy.pointee.duration = Int64(duration)
        if packet.isKey { unsafe copy.pointee.flags |= AV_PKT_FLAG_KEY }
        unsafe av_packet_rescale_ts(
            copy, AVRational(num: 1, den: Int32(scale)), target.pointee.time_base)
        let result = unsafe av_interleaved_write_frame(context, copy)
        if result < 0 { throw .media("mp4 packet", result) }
    }

    /// Ends the file and gives its bytes.
    func finish() throws(SimulatorError) -> [UInt8] {
        let result = unsafe av_write_trailer(context)
        if result < 0 { throw .media("mp4 index", result) }
        return takeBytes()
    }

    private func takeBytes() -> [UInt8] {
        var buffer: UnsafeMutablePointer<UInt8>?
        let count = unsafe avio_close_dyn_buf(context.pointee.pb, &buffer)
        unsafe context.pointee.pb = nil
        defer { unsafe av_free(buffer) }
        return unsafe Array(UnsafeBufferPointer(start: buffer, count: Int(count)))
    }
}
