import SoraModel
import SoraResources

/// The gallery's page: its own HTML with a title and blocks of data in it.
enum GalleryPage {
    /// The page.
    ///
    /// What is put in is never looked at again, so that a `<!--data-->` or `{{}}` in a prompt stays what it is.
    static func text(title: String, data: String) throws(SoraError) -> String {
        guard let page = Resources.text(at: "gallery/index.html") else {
            throw SoraError(.failed, "the gallery's page is not part of this program")
        }
        var text = ""
        var rest = page[...]
        while let mark = rest.firstRange(of: "<!--") {
            text += rest[..<mark.lowerBound]
            rest = rest[mark.lowerBound...]
            if rest.hasPrefix("<!--title-->") {
                text += escaped(title)
                rest = rest.dropFirst("<!--title-->".count)
            } else if rest.hasPrefix("<!--data-->") {
                text += data
                rest = rest.dropFirst("<!--data-->".count)
            } else {
                text += "<!--"
                rest = rest.dropFirst(4)
            }
        }
        return text + rest
    }

    /// A text in HTML, in which only `&`, `<`, `>` and quotes mean something.
    private static func escaped(_ text: String) -> String {
        text.escaping { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: nil
            }
        }
    }

    /// A block of data: JSON in which every `<` is `\u003c`, so that nothing in it ends the block.
    static func block(_ part: String, _ json: String) -> String {
        "<script type=\"application/json\" data-part=\"\(part)\">"
            + json.replacing("<", with: "\\u003c") + "</script>\n"
    }
}
