/// A picture that a worker made, checked.
package struct Picture: Hashable, Sendable {
    /// A whole JPEG or PNG file.
    package var bytes: [UInt8]
    /// Its size in pixels.
    package var width: Int
    package var height: Int
    package var format: PictureRequest.Format
    /// How long after the first frame of the clip the one that it shows comes; `nil` for a strip or a sheet.
    package var seconds: Double?
    /// How many different letters no font here could show; of a sheet.
    package var unshown = 0

    package init(
        bytes: [UInt8], width: Int, height: Int, format: PictureRequest.Format,
        seconds: Double? = nil, unshown: Int = 0
    ) {
        self.bytes = bytes
        self.width = width
        self.height = height
        self.format = format
        self.seconds = seconds
        self.unshown = unshown
    }
}

/// What came of making a picture of a file.
package enum PictureOutcome: Hashable, Sendable {
    case made(Picture)
    /// There is none of this file, in words: it is no media, does not decode, or the prober failed on it.
    case unmade(reason: String)
    /// No picture can be made on this machine; it says nothing of this file.
    case impossible(reason: String)
}
