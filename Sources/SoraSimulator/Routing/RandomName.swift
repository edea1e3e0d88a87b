/// Names that do not come twice.
enum RandomName {
    /// Random digits from 0 to f.
    static func hexadecimal(digits: Int) -> String {
        let alphabet = Array("0123456789abcdef")
        return String((0..<digits).map { _ in alphabet[Int.random(in: 0..<16)] })
    }
}
