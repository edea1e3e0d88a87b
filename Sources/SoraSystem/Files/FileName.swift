/// One name in a folder: never a path, so that whatever is done with it is done in that folder.
package struct FileName: Hashable, Sendable {
    /// The name.
    package let text: String

    /// Takes a name; `nil` for what is none: empty, `.`, `..`, with a slash or NUL, over 255 bytes.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...255).contains(bytes.count), text != ".", text != "..",
            !bytes.contains(UInt8(ascii: "/")), !bytes.contains(0)
        else { return nil }
        self.text = text
    }
}

extension FileName: CustomStringConvertible {
    package var description: String { text }
}
