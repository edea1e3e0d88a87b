/// What makes two paid requests the same: everything that shapes the video.
struct Fingerprint {
    var model: String
    var prompt: String
    var seconds: String
    var size: String
    /// The SHA-256 of the reference image or of the text that names it.
    var inputDigest: String?
    /// The id of the video that is remixed.
    var remixedFrom: String?

    /// The SHA-256, in hexadecimal, of the request as JSON with sorted keys.
    var digest: String {
        let canonical: JSONValue = .object([
            "model": .string(model), "prompt": .string(prompt), "seconds": .string(seconds),
            "size": .string(size), "input": JSONValue(inputDigest),
            "remixed_from": JSONValue(remixedFrom),
        ])
        return Digest.sha256(canonical.encoded())
    }
}
