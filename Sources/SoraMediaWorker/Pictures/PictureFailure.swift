/// Why there is no picture of a file, in words.
struct PictureFailure: Error {
    let words: String

    init(_ words: String) {
        self.words = words
    }

    /// The file asks for more memory than there is.
    static let noMemory = PictureFailure("the picture needs more memory than the prober may use")
}
