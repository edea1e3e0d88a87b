import SoraModel
import SoraSystem

/// Reads a file of records a line at a time.
struct RecordLines {
    private let file: OpenFileBox
    private let files: FileSystem
    private var offset: Int64 = 0
    private var rest: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// The most bytes of a line: as much as the database takes for one text.
    static let longest = 48 << 20
    private static let blockBytes = 1 << 20

    /// A file that several readers may have open.
    final class OpenFileBox {
        let file: OpenFile

        init(_ file: consuming OpenFile) {
            self.file = file
        }
    }

    init(_ path: String, files: FileSystem) throws(SystemError) {
        file = OpenFileBox(try files.open(path, .read))
        self.files = files
    }

    /// The bytes that were read so far.
    var position: Int64 { offset }

    /// The next line without its end, or `nil` after the last.
    ///
    /// - Throws: `SystemError`; `SoraError` of code `invalid` for a line that is too long.
    mutating func next() throws -> ArraySlice<UInt8>? {
        while true {
            if let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return rest[start..<end]
            }
            if isAtEnd {
                defer { start = rest.count }
                return start < rest.count ? rest[start...] : nil
            }
            guard rest.count - start <= Self.longest else {
                throw SoraError(.invalid, "a line has more than \(Self.longest >> 20) MiB")
            }
            rest.removeFirst(start)
            start = 0
            let block = try files.read(file.file, at: offset, count: Self.blockBytes)
            offset += Int64(block.count)
            isAtEnd = block.isEmpty
            rest += block
        }
    }
}
