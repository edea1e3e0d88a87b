/// What a worker says of a picture, whose bytes follow the line of its answer.
package struct PictureNote: Codable, Hashable, Sendable {
    /// How many bytes follow.
    package var bytes: Int
    package var width: Int
    package var height: Int
    package var format: PictureRequest.Format
    /// How long after the first frame of the clip the one that it shows comes.
    package var seconds: Double?
    /// How many different letters no font here could show.
    package var unshown: Int?

    package init(
        bytes: Int, width: Int, height: Int, format: PictureRequest.Format,
        seconds: Double? = nil, unshown: Int? = nil
    ) {
        self.bytes = bytes
        self.width = width
        self.height = height
        self.format = format
        self.seconds = seconds
        self.unshown = unshown
    }

    /// The note as JSON.
    var json: String {
        var members = [
            "\"bytes\":\(bytes)", "\"width\":\(width)", "\"height\":\(height)",
            "\"format\":\"\(format.rawValue)\"",
        ]
        if let seconds, seconds.isFinite { members.append("\"seconds\":\(seconds)") }
        if let unshown { members.append("\"unshown\":\(unshown)") }
        return "{\(members.joined(separator: ","))}"
    }
}
