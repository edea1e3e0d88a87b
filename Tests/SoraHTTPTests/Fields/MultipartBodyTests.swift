import SoraHTTP
import SoraSystem
import Testing

struct MultipartBodyTests {
    private struct Zeros: RandomSource {
        func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0xa0, count: count) }
    }

    private let boundary = "soralib-" + String(repeating: "a0", count: 16)

    @Test func `fields and files are written one after the other`() {
        let body = MultipartBody(
            [
                .text(name: "prompt", value: "a cat\nübt"),
                .file(
                    name: "input_reference", filename: "cat.png", contentType: "image/png",
                    bytes: Array("PNG".utf8)),
            ], random: Zeros())
        #expect(body.contentType == "multipart/form-data; boundary=\(boundary)")
        #expect(
            String(decoding: body.encoded(), as: UTF8.self)
                == [
                    "--\(boundary)", "Content-Disposition: form-data; name=\"prompt\"", "",
                    "a cat\nübt", "--\(boundary)",
                    "Content-Disposition: form-data; name=\"input_reference\"; "
                        + "filename=\"cat.png\"", "Content-Type: image/png", "", "PNG",
                    "--\(boundary)--", "",
                ].joined(separator: "\r\n"))
    }

    @Test(arguments: [
        ("a\"b", "a%22b"), ("a\r\nContent-Type: x", "a%0D%0AContent-Type: x"), ("ü.png", "ü.png"),
        ("a\u{0}b\u{1b}c", "abc"), ("back\\slash", "back\\slash"),
    ])
    func `a name cannot end its quotes or its line`(name: String, escaped: String) {
        let body = MultipartBody(
            [.file(name: name, filename: name, contentType: "a/b\r\nX: 1", bytes: [])],
            random: Zeros())
        let text = String(decoding: body.encoded(), as: UTF8.self)
        #expect(text.contains("name=\"\(escaped)\"; filename=\"\(escaped)\"\r\n"))
        #expect(text.contains("Content-Type: a/bX: 1\r\n\r\n"))
    }

    @Test func `two bodies have two boundaries`() {
        let one = MultipartBody(random: SystemRandom())
        #expect(one.boundary != MultipartBody(random: SystemRandom()).boundary)
        #expect(one.boundary.utf8.count == 40)
        #expect(String(decoding: one.encoded(), as: UTF8.self) == "--\(one.boundary)--\r\n")
    }
}
