import SoraTestSupport
import Testing

@testable import SoraSystem

@Suite struct `SHA-256` {
    @Test func `gives the digest of FIPS 180-4's example, in parts as well`() throws {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try SHA256.digest(of: Array("abc".utf8)) == expected)
        var hash = try SHA256.begin()
        hash.update(Array("a".utf8))
        hash.update(Array("bc".utf8))
        #expect(hash.finish() == expected)
    }

    @Test func `reads a file to its end`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 3_000_001), to: "a")
        let files = FileSystem()
        let file = try files.open(path, .read)
        #expect(
            try SHA256.digest(of: file, files: files)
                == SHA256.digest(of: [UInt8](repeating: 7, count: 3_000_001)))
    }

    @Test func `a missing libcrypto is named with its package`() throws {
        let error = #expect(throws: SystemError.self) {
            try CryptoLibrary.load("libcrypto-which-is-not-installed.so.3").get()
        }
        #expect(error?.description.contains("Debian's package libssl3") == true)
    }

    @Test func `another library is not taken for libcrypto`() throws {
        let error = #expect(throws: SystemError.self) {
            try CryptoLibrary.load("libc.so.6").get()
        }
        #expect(error?.description.contains("EVP_") == true)
    }
}
