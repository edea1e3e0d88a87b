import SoraMedia
import SoraModel
import SoraSystem

/// `soralib-media --draw`: opens the fonts that a sheet needs, confines itself, and then draws.
enum DrawingWorker {
    /// The most different letters of a sheet.
    private static let mostLetters = 0x11_0000

    /// Reads which letters are needed, and opens fonts for them.
    ///
    /// It is all that this process is told before it is confined: numbers, and no text.
    static func fonts(_ socket: borrowing RequestSocket) throws -> FontCase? {
        guard let incoming = try socket.next() else { return nil }
        guard incoming.request.op == "letters" else {
            throw RequestSocket.Violation(words: "a worker that draws is told the letters first")
        }
        let files = FileSystem()
        let size = try files.status(of: incoming.file).bytes
        guard size <= mostLetters * 4 else {
            throw RequestSocket.Violation(words: "more letters than there are")
        }
        let bytes = try files.read(incoming.file, at: 0, count: Int(size))
        let letters = stride(from: 0, to: bytes.count - 3, by: 4).map { place in
            bytes[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        return try FontCase(letters)
    }

    /// Draws until nobody asks any more.
    static func serve(_ socket: borrowing RequestSocket, _ fonts: FontCase) throws {
        while let incoming = try socket.next() {
            let id = incoming.request.id
            guard incoming.request.op == "sheet" else {
                try socket.send(
                    WorkerAnswer(id: id, failure: "this soralib-media does not know what was asked")
                )
                continue
            }
            let made: PictureMaker.Made
            do {
                made = try draw(incoming.file, fonts)
            } catch {
                try socket.send(WorkerAnswer(id: id, failure: error.words))
                continue
            }
            try socket.send(made, id: id)
        }
    }

    private static func draw(
        _ file: borrowing OpenFile, _ fonts: FontCase
    ) throws(PictureFailure) -> PictureMaker.Made {
        let files = FileSystem()
        let bytes: [UInt8]
        do {
            let size = try files.status(of: file).bytes
            guard size <= SheetPage.limit else { throw PictureFailure("the sheet is too large") }
            bytes = try files.read(file, at: 0, count: Int(size))
        } catch let failure as PictureFailure {
            throw failure
        } catch {
            throw PictureFailure("the sheet cannot be read")
        }
        guard let (page, pictures) = SheetPage.read(bytes) else {
            throw PictureFailure("it is not a sheet")
        }
        let (raster, unshown) = SheetPainter.drawn(page, bytes, pictures, fonts)
        let picture = try PictureEncoder.file(of: raster, page.format, .drawing)
        return PictureMaker.Made(
            note: PictureNote(
                bytes: picture.count, width: raster.width, height: raster.height,
                format: page.format, unshown: unshown), bytes: picture)
    }
}
