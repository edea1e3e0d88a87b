import Foundation

/// The pixels of a picture, as `ffmpeg` decodes it.
package struct Pixels: Sendable {
    package let width: Int
    package let height: Int
    /// Red, green and blue of each pixel.
    private let bytes: [UInt8]

    /// Decodes a file that holds a picture, of a size that is known or else asked for.
    package init(of path: String, size: (width: Int, height: Int)? = nil) throws {
        if let size {
            (width, height) = size
        } else {
            let stream = try FFmpeg.measure(path).streams[0]
            (width, height) = (stream.width ?? 0, stream.height ?? 0)
        }
        let folder = try MediaFolder()
        try FFmpeg.make(
            ["-i", path, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pixels"],
            in: folder.path)
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/pixels")))
        guard bytes.count == width * height * 3 else {
            throw FFmpeg.Failure(words: "\(path) has \(bytes.count) bytes for \(width)x\(height)")
        }
    }

    /// Decodes a picture.
    package init(
        _ picture: [UInt8], _ fileExtension: String, size: (width: Int, height: Int)? = nil
    ) throws {
        let folder = try MediaFolder()
        try self.init(of: folder.file("picture.\(fileExtension)", picture), size: size)
    }

    /// Red, green and blue there.
    package subscript(x: Int, y: Int) -> [UInt8] {
        Array(bytes[(y * width + x) * 3..<(y * width + x) * 3 + 3])
    }

    /// How bright a part of it is, 0 to 255, on average.
    package func brightness(x: Range<Int>? = nil, y: Range<Int>? = nil) -> Double {
        var sum = 0.0
        var count = 0.0
        for row in y ?? 0..<height {
            for column in x ?? 0..<width {
                sum += self[column, row].reduce(0) { $0 + Double($1) } / 3
                count += 1
            }
        }
        return sum / count
    }

    /// How much two pictures of one size differ on average, 0 to 255.
    package func difference(from other: Pixels) -> Double {
        guard bytes.count == other.bytes.count, width == other.width else { return 255 }
        var sum = 0.0
        for (left, right) in zip(bytes, other.bytes) { sum += abs(Double(left) - Double(right)) }
        return sum / Double(bytes.count)
    }
}
