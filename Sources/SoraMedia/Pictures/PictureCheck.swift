/// Checks a picture as if a hostile file had made it: the process that decoded the file may be its captive.
enum PictureCheck {
    /// What is wrong with what a worker says of a picture; `nil` when its bytes may be taken.
    static func objection(
        to answer: WorkerAnswer, id: Int, format: PictureRequest.Format
    ) -> String? {
        guard answer.id == id else { return "it answered another question" }
        guard answer.probe == nil, answer.tags == nil else { return "it measured a file unasked" }
        if let failure = answer.failure {
            return answer.picture == nil && AnswerCheck.isPlain(failure, limit: 300)
                ? nil : "its failure is not plain text"
        }
        guard let note = answer.picture else { return "it made nothing" }
        guard note.format == format, (1...PictureRequest.mostBytes).contains(note.bytes),
            (1...PictureRequest.longestSide).contains(note.width),
            (1...PictureRequest.longestSide).contains(note.height),
            note.seconds.map(ProbeRanges.duration.contains) ?? true,
            note.unshown.map((0...0x10FFFF).contains) ?? true
        else { return "what it says of the picture is out of range" }
        return nil
    }

    /// What is wrong with the bytes; `nil` when they are the picture that was announced.
    static func objection(to bytes: [UInt8], _ note: PictureNote, _ request: PictureRequest?)
        -> String?
    {
        guard let header = PictureHeader(bytes), header.format == note.format,
            header.width == note.width, header.height == note.height
        else { return "its picture is not the one that it announced" }
        guard let request, let width = request.width, let height = request.height else {
            return nil
        }
        let fits = note.width <= width * (request.frames ?? 1) && note.height <= height
        return fits ? nil : "its picture is larger than was asked"
    }
}
