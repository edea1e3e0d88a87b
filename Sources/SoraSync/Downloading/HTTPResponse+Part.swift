import SoraCatalog
import SoraHTTP

extension HTTPResponse {
    /// What tells whether the rest belongs to the part that is there: a strong ETag, else a date
    /// (RFC 9110, section 13.1.5).
    var validator: String? {
        if let tag = headers["ETag"], !tag.hasPrefix("W/"), tag.utf8.count <= 256 { return tag }
        return headers["Last-Modified"]
    }

    /// Whether this is the rest of a result of which a part is there.
    ///
    /// - Parameters:
    ///   - record: what is known of the part.
    ///   - position: the byte that was asked for; `nil` takes any.
    /// - Returns: false for another range, total or validator than those that are known.
    func continues(_ record: DownloadRecord, from position: Int64?) -> Bool {
        guard
            case .part(let first, _, let total)? = headers["Content-Range"]
                .flatMap({ ContentRange($0) }),
            position == nil || first == position,
            total == nil || total == record.totalBytes
        else { return false }
        return validator == nil || validator == record.validator
    }
}
