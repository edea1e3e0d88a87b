import CAVFormat
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file as libavformat's input: `pread` on the descriptor, and nothing else to open or reach.
@safe struct FileInput: ~Copyable {
    /// What the two functions below need; on the heap, where C can hold on to it.
    private struct State {
        let descriptor: Int32
        let size: Int64
        var offset: Int64 = 0
        var failure: Int32 = 0
    }

    private let state: UnsafeMutablePointer<State>
    /// The input for `AVFormatContext.pb`.
    let context: UnsafeMutablePointer<AVIOContext>

    private static let bufferBytes: Int32 = 32_768

    /// Makes an input; `nil` when there is no memory for it.
    ///
    /// The file must stay open meanwhile.
    init?(_ file: borrowing OpenFile, size: Int64) {
        let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
        unsafe state.initialize(to: State(descriptor: file.descriptor, size: size))
        guard let buffer = unsafe av_malloc(Int(Self.bufferBytes)) else {
            unsafe state.deallocate()
            return nil
        }
        guard
            let context = unsafe avio_alloc_context(
                buffer.assumingMemoryBound(to: UInt8.self), Self.bufferBytes, 0, state,
                { unsafe FileInput.read($0, $1, $2) }, nil, { unsafe FileInput.seek($0, $1, $2) })
        else {
            unsafe av_free(buffer)
            unsafe state.deallocate()
            return nil
        }
        unsafe self.state = state
        unsafe self.context = context
    }

    deinit {
        // The buffer may have been replaced, so it is freed where it is now (avio.h, avio_alloc_context).
        unsafe av_freep(&context.pointee.buffer)
        var context: UnsafeMutablePointer<AVIOContext>? = unsafe self.context
        unsafe avio_context_free(&context)
        unsafe state.deallocate()
    }

    /// The error that reading the disk ended with, if it did.
    var failure: SystemError? {
        let number = unsafe state.pointee.failure
        return number == 0 ? nil : SystemError(number, "read", "the file")
    }

    private static func read(
        _ opaque: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int32
    ) -> Int32 {
        guard let opaque = unsafe opaque, count > 0 else { return sora_averror(EINVAL) }
        let state = unsafe opaque.assumingMemoryBound(to: State.self)
        while true {
            let got = unsafe pread(
                state.pointee.descriptor, buffer, Int(count), off_t(state.pointee.offset))
            if got > 0 {
                unsafe state.pointee.offset += Int64(got)
                return Int32(got)
            }
            if got == 0 { return sora_averror_eof() }
            if errno == EINTR { continue }
            unsafe state.pointee.failure = errno
            return sora_averror(errno)
        }
    }

    private static func seek(
        _ opaque: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32
    ) -> Int64 {
        guard let opaque = unsafe opaque else { return Int64(sora_averror(EINVAL)) }
        let state = unsafe opaque.assumingMemoryBound(to: State.self)
        let base: Int64
        switch whence & ~AVSEEK_FORCE {
        // A question, which must not move the offset (avio.h).
        case AVSEEK_SIZE: return unsafe state.pointee.size
        case SEEK_SET: base = 0
        case SEEK_CUR: base = unsafe state.pointee.offset
        case SEEK_END: base = unsafe state.pointee.size
        default: return Int64(sora_averror(EINVAL))
        }
        let (target, overflow) = base.addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { return Int64(sora_averror(EINVAL)) }
        unsafe state.pointee.offset = target
        return target
    }
}
