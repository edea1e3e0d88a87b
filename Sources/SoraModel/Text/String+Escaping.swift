extension String {
    /// The text with some of its scalars written in another way, for a format in which they mean something.
    ///
    /// - Parameter other: how a scalar is written: empty to leave it out, `nil` as it is.
    /// - Returns: the text.
    package func escaping(_ other: (Unicode.Scalar) -> String?) -> String {
        var text = ""
        for scalar in unicodeScalars {
            if let written = other(scalar) {
                text += written
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
