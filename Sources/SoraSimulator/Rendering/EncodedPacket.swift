import CAVFormat

/// One coded picture or piece of sound, away from libavcodec.
struct EncodedPacket {
    let bytes: [UInt8]
    let isKey: Bool
}

extension SimulatorError {
    /// What libav… says about an error number.
    static func media(_ step: String, _ error: Int32) -> SimulatorError {
        var text = [CChar](repeating: 0, count: 128)
        unsafe av_strerror(error, &text, text.count)
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return .rendering(step: step, reason: String(decoding: bytes, as: UTF8.self))
    }
}
