extension HTTPResponse {
    /// The bytes of body that the header declares, or `nil` when it declares none.
    ///
    /// A length beside a transfer coding does not count (RFC 9112, section 6.3). For `HEAD` it is
    /// the length of what `GET` would bring.
    package var declaredBytes: Int64? {
        guard headers["transfer-encoding"] == nil else { return nil }
        return headers["content-length"].flatMap { HTTPResponse.length($0.trimmingHTTPSpace()) }
    }

    /// Reads a length; a list of equal lengths is that length (RFC 9112, section 6.3).
    static func length(_ text: String) -> Int64? {
        let lengths = Set(text.split(separator: ",").map { $0.trimmingHTTPSpace() })
        guard lengths.count == 1, let only = lengths.first, !only.isEmpty,
            only.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(only)
    }
}
