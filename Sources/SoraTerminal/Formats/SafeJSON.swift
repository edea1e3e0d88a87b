/// Makes JSON that another program wrote harmless for a terminal.
///
/// In valid JSON the characters that a terminal obeys stand inside strings only, where they may as
/// well be written as `\u` (RFC 8259, section 7). Plain text passes at the speed of a copy.
package enum SafeJSON {
    /// Appends JSON with DEL, C1 controls, and characters that steer or hide text written as `\u`.
    package static func append(_ json: RawSpan, to bytes: inout [UInt8]) {
        unsafe json.withUnsafeBytes { source in
            let first = unsafe source.firstIndex { $0 == 0x7F || $0 >= 0xC2 }
            guard let first else {
                unsafe bytes.append(contentsOf: source)
                return
            }
            unsafe bytes.append(contentsOf: source[..<first])
            let rest = unsafe String(decoding: source[first...], as: UTF8.self)
            for scalar in rest.unicodeScalars {
                if scalar.value >= 0x7F, Escaping.isActive(scalar) {
                    JSONEscaping.appendEscaped(scalar, to: &bytes)
                } else {
                    bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
                }
            }
        }
    }
}
