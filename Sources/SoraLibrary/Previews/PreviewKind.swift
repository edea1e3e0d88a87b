import SoraMedia

/// A picture of a clip that is made once and kept.
package enum PreviewKind: String, CaseIterable, Sendable {
    /// One frame by which to know the clip.
    case poster
    /// Eight frames beside each other.
    case strip

    /// What it is made of.
    var request: PictureRequest {
        switch self {
        case .poster: .poster(within: 640, 640)
        case .strip: .strip(of: 8, within: 240, 240)
        }
    }

    /// The most bytes that one may have.
    static let limit = 4 << 20

    /// Whether bytes are a whole picture of this kind.
    func accepts(_ bytes: [UInt8]) -> Bool {
        guard let header = PictureHeader(bytes), header.format == request.format else {
            return false
        }
        return header.width <= (request.width ?? 0) * (request.frames ?? 1)
            && header.height <= request.height ?? 0
    }
}
