import SoraModel
import SoraSystem

@testable import SoraMedia

/// The two ends of the socket between soralib and its worker.
extension FuzzTarget {
    static func readRequest(_ bytes: [UInt8]) throws {
        if let length = WorkerRequest.length(Array(bytes.prefix(4))) {
            try Finding.unless(
                (1...WorkerRequest.limit).contains(length), "a frame of \(length) bytes")
        }
        guard let request = WorkerRequest(body: bytes) else { return }
        _ = request.picture?.isSound
        let again = WorkerRequest(body: Array(request.frame.dropFirst(4)))
        try Finding.unless(again == request, "it reads otherwise once it is written: \(request)")
    }

    static func readSheet(_ bytes: [UInt8]) throws {
        guard let (page, pictures) = SheetPage.read(bytes) else { return }
        try Finding.unless(pictures.count == page.tiles.count, "a tile without its picture")
        var end = 4
        for picture in pictures {
            try Finding.unless(
                picture.lowerBound >= end && picture.upperBound <= bytes.count,
                "the picture \(picture) is outside, or overlaps")
            end = picture.upperBound
        }
        try Finding.unless(page.heights.lowerBound > 0, "a page of no height")
        try Finding.unless(page.letters.count >= 97, "letters are missing")
    }

    static func readWorkerAnswer(_ bytes: [UInt8]) throws {
        _ = WorkerGreeting(line: bytes)
        guard let answer = WorkerAnswer(line: bytes) else { return }
        for format in [PictureRequest.Format.jpeg, .png] {
            _ = PictureCheck.objection(to: answer, id: answer.id, format: format)
        }
        guard AnswerCheck.objection(to: answer, id: answer.id) == nil else { return }
        if let probe = answer.probe {
            var asked = RequestedMedia()
            asked.seconds = 8
            asked.size = PixelSize(width: 1280, height: 720)
            _ = VerdictRule().judge(probe, deep: answer.deep, against: asked)
        }
        let line = answer.line
        try Finding.unless(line.last == 0x0A && !line.dropLast().contains(0x0A), "not one line")
        try Finding.unless(
            WorkerAnswer(line: Array(line.dropLast())) == answer,
            "it reads otherwise once it is written: \(answer)")
    }

    static func readPicture(_ bytes: [UInt8]) throws {
        guard let header = PictureHeader(bytes) else { return }
        try Finding.unless(header.width > 0 && header.height > 0, "a picture of no size")
        let note = PictureNote(
            bytes: bytes.count, width: header.width, height: header.height, format: header.format)
        try Finding.unless(
            PictureCheck.objection(to: bytes, note, nil) == nil, "not what its header says")
        _ = PictureCheck.objection(to: bytes, note, .poster(within: 100, 100))
    }
}
