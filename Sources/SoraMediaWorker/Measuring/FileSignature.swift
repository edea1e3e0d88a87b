/// What the first bytes of a file say that it is.
///
/// The reader is chosen here, from five, and not by libavformat's own guess, which asks
/// some three hundred, playlists that name other files among them.
enum FileSignature: Hashable {
    case isoBaseMedia, matroska, jpeg, png, webp
    /// Not one of these; what it looks like instead, in words.
    case other(String)

    /// How many bytes it takes to tell.
    static let length = 512

    /// libavformat's name of the reader.
    var reader: String? {
        switch self {
        case .isoBaseMedia: "mov"
        case .matroska: "matroska"
        case .jpeg: "jpeg_pipe"
        case .png: "png_pipe"
        case .webp: "webp_pipe"
        case .other: nil
        }
    }

    /// Whether it is one picture, without a length in time.
    var isImage: Bool { self == .jpeg || self == .png || self == .webp }

    /// The boxes that a file may begin with: ISO/IEC 14496-12, and the QuickTime File Format.
    private static let firstBoxes: Set<String> = [
        "ftyp", "styp", "moov", "mdat", "moof", "sidx", "free", "skip", "wide", "pnot", "uuid",
    ]

    init(_ head: [UInt8]) {
        if head.isEmpty {
            self = .other("it is empty")
        } else if head.count >= 8, Self.firstBoxes.contains(Self.text(head[4..<8])) {
            self = .isoBaseMedia
        } else if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            self = .matroska
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if head.count >= 12, Self.text(head[0..<4]) == "RIFF",
            Self.text(head[8..<12]) == "WEBP"
        {
            self = .webp
        } else {
            self = .other(Self.likeness(of: head))
        }
    }

    /// What a file that is no media looks like, for a person who wonders what came instead.
    private static func likeness(of head: [UInt8]) -> String {
        var start = head[...]
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        start = start.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let text = Self.text(start).lowercased()
        if text.hasPrefix("#extm3u") { return "it looks like an HLS playlist" }
        if text.hasPrefix("ffconcat") { return "it looks like a list of files for ffmpeg" }
        if text.hasPrefix("<"), text.contains("<svg") { return "it looks like an SVG drawing" }
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") || text.hasPrefix("<head") {
            return "it looks like a web page (HTML)"
        }
        if text.hasPrefix("<") { return "it looks like XML or HTML text" }
        if text.hasPrefix("{") || text.hasPrefix("[") { return "it looks like JSON text" }
        if text.hasPrefix("%pdf") { return "it looks like a PDF document" }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "it looks like a ZIP archive" }
        if head.starts(with: [0x1F, 0x8B]) { return "it looks like gzip data" }
        if head.allSatisfy({ $0 == 0 }) { return "it begins with zeros only" }
        if head.allSatisfy({ $0 >= 0x20 || (0x09...0x0D).contains($0) }) {
            return "it looks like text"
        }
        return "its kind is not known"
    }

    /// Bytes as text, where each that is not ASCII becomes U+FFFD.
    private static func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
