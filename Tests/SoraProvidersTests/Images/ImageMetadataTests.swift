import SoraProviders
import Testing

/// What is sent of a photograph: the picture, and not where and when it was taken.
struct ImageMetadataTests {
    private func jpegSegment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((payload.count + 2) >> 8), UInt8((payload.count + 2) & 255)] + payload
    }

    /// Exif data in the byte order `II` or `MM`, with an orientation and a text.
    private func exif(_ order: String, orientation: UInt8) -> [UInt8] {
        let isLittle = order == "II"
        func short(_ value: Int) -> [UInt8] {
            let bytes = [UInt8(value >> 8), UInt8(value & 255)]
            return isLittle ? bytes.reversed() : bytes
        }
        func long(_ value: Int) -> [UInt8] {
            isLittle ? short(value) + [0, 0] : [0, 0] + short(value)
        }
        let entries =
            short(0x010F) + short(2) + long(4) + Array("Cam\0".utf8) + short(0x0112) + short(3)
            + long(1) + short(Int(orientation)) + [0, 0]
        return Array("Exif\0\0".utf8) + Array(order.utf8) + short(42) + long(8) + short(2) + entries
            + long(0) + Array("48.8584 N 2.2945 E".utf8)
    }

    private let scan: [UInt8] = [0xFF, 0xDA, 0, 4, 1, 0, 0x12, 0xFF, 0x00, 0xFF, 0xD0, 0x34]

    @Test func `a JPEG loses its Exif data, texts and what stands behind its end`() throws {
        let icc = jpegSegment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 9])
        let table = jpegSegment(0xDB, [UInt8](repeating: 7, count: 5))
        let bytes: [UInt8] =
            [0xFF, 0xD8] + jpegSegment(0xE0, Array("JFIF\0".utf8) + [1, 2])
            + jpegSegment(0xE1, exif("MM", orientation: 1))
            + jpegSegment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
            + jpegSegment(0xED, Array("Photoshop 3.0\0".utf8)) + icc
            + jpegSegment(0xFE, Array("a comment".utf8)) + table + scan + [0xFF, 0xD9]
            + Array("trailing".utf8)
        let expected: [UInt8] =
            [0xFF, 0xD8] + jpegSegment(0xE0, Array("JFIF\0".utf8) + [1, 2]) + icc + table + scan
            + [0xFF, 0xD9]
        #expect(ImageMetadata.stripped(bytes) == expected)
    }

    @Test(arguments: ["II", "MM"])
    func `a JPEG that is to be turned stays turned`(order: String) throws {
        let bytes =
            [0xFF, 0xD8] + jpegSegment(0xE1, exif(order, orientation: 6)) + scan + [0xFF, 0xD9]
        let stripped = try #require(ImageMetadata.stripped(bytes))
        let text = String(decoding: stripped, as: UTF8.self)
        #expect(!text.contains("48.8584") && !text.contains("Cam"))
        #expect(text.contains("Exif"))
        // Reading it again finds the same orientation.
        #expect(ImageMetadata.stripped(stripped) == stripped)
        #expect(stripped.count == 2 + 36 + scan.count + 2)
        #expect(stripped[31] == 6)
    }

    @Test func `metadata between the scans of a progressive JPEG goes too`() {
        let bytes: [UInt8] =
            [0xFF, 0xD8] + scan + jpegSegment(0xFE, Array("hidden".utf8)) + scan + [0xFF, 0xD9]
        #expect(ImageMetadata.stripped(bytes) == [0xFF, 0xD8] + scan + scan + [0xFF, 0xD9])
    }

    private func pngChunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        [0, 0, 0, UInt8(data.count)] + Array(type.utf8) + data + [1, 2, 3, 4]
    }

    private let pngStart: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    @Test(arguments: ["tEXt", "zTXt", "iTXt", "tIME", "eXIf"])
    func `a PNG loses its texts, times and Exif data`(type: String) {
        let before = pngStart + pngChunk("IHDR", [UInt8](repeating: 1, count: 13))
        let after = pngChunk("iCCP", [5]) + pngChunk("IDAT", [6, 7]) + pngChunk("IEND", [])
        let bytes = before + pngChunk(type, Array("where".utf8)) + after + Array("trailing".utf8)
        #expect(ImageMetadata.stripped(bytes) == before + after)
    }

    private func webp(_ chunks: [(String, [UInt8])]) -> [UInt8] {
        var body: [UInt8] = []
        for (type, data) in chunks {
            body += Array(type.utf8)
            body += [UInt8(data.count), 0, 0, 0]
            body += data
            if data.count % 2 == 1 { body.append(0) }
        }
        var file = Array("RIFF".utf8)
        file += [UInt8(body.count + 4), 0, 0, 0]
        file += Array("WEBP".utf8)
        return file + body
    }

    @Test func `a WebP loses Exif and XMP data, and says so in its header`() {
        let bytes = webp([
            ("VP8X", [0b0010_1100, 0, 0, 0, 1, 0, 0, 1, 0, 0]), ("VP8 ", [1, 2, 3]),
            ("EXIF", [9, 9, 9]), ("XMP ", [8]),
        ])
        #expect(
            ImageMetadata.stripped(bytes)
                == webp([("VP8X", [0b0010_0000, 0, 0, 0, 1, 0, 0, 1, 0, 0]), ("VP8 ", [1, 2, 3])]))
    }

    @Test func `what is cut off or no image is not understood`() {
        let jpeg: [UInt8] =
            [0xFF, 0xD8] + jpegSegment(0xE1, exif("II", orientation: 3)) + scan + [0xFF, 0xD9]
        for length in 0..<jpeg.count {
            #expect(ImageMetadata.stripped(Array(jpeg.prefix(length))) == nil, "\(length)")
        }
        let png = pngStart + pngChunk("IHDR", [1]) + pngChunk("IEND", [])
        for length in 0..<png.count {
            #expect(ImageMetadata.stripped(Array(png.prefix(length))) == nil, "\(length)")
        }
        let web = webp([("VP8 ", [1, 2, 3])])
        for length in 0..<web.count {
            #expect(ImageMetadata.stripped(Array(web.prefix(length))) == nil, "\(length)")
        }
        #expect(ImageMetadata.stripped(Array("<svg/>".utf8)) == nil)
    }
}
