import SoraModel

/// What is known of a clip as XMP.
///
/// Source: ISO 16684-1:2019 (the XMP data model and its serialisation as RDF/XML), and for the names of
/// properties the Dublin Core, XMP basic and XMP media management namespaces there.
enum XMPPacket {
    /// The fields that it is made from.
    static let fields = [
        "id", "uid", "title", "prompt", "notes", "tags", "rating", "created_at", "provider",
        "model",
        "operation", "remixed_from", "container", "sha256", "verdict",
    ]

    /// The namespace of what no other has a name for.
    static let namespace = "urn:soralib:xmp:1.0:"

    /// The packet.
    ///
    /// - Parameters:
    ///   - facts: the fields as texts.
    ///   - parent: the uid of the clip that it was made from.
    /// - Returns: the whole file.
    static func text(of facts: [String: String], parent: String?) -> String {
        var lines: [String] = []
        func add(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append("<\(name)>\(escaped(value))</\(name)>")
        }
        func addText(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append(
                "<\(name)><rdf:Alt><rdf:li xml:lang=\"x-default\">\(escaped(value))</rdf:li></rdf:Alt>"
                    + "</\(name)>")
        }
        addText("dc:title", facts["title"])
        addText("dc:description", facts["prompt"])
        let tags = ClipValues.texts(facts["tags"] ?? "")
        if !tags.isEmpty {
            let items = tags.map { "<rdf:li>\(escaped($0))</rdf:li>" }.joined()
            lines.append("<dc:subject><rdf:Bag>\(items)</rdf:Bag></dc:subject>")
        }
        add("dc:format", facts["container"].map { $0 == "webm" ? "video/webm" : "video/mp4" })
        add("xmp:CreateDate", facts["created_at"])
        add("xmp:Rating", facts["rating"])
        add("xmpMM:DocumentID", facts["uid"].map { "uuid:\($0)" })
        if let parent {
            lines.append(
                "<xmpMM:DerivedFrom rdf:parseType=\"Resource\">"
                    + "<stRef:documentID>uuid:\(escaped(parent))</stRef:documentID></xmpMM:DerivedFrom>"
            )
        }
        for (name, field) in [
            ("id", "id"), ("uid", "uid"), ("sha256", "sha256"), ("provider", "provider"),
            ("model", "model"), ("operation", "operation"), ("verdict", "verdict"),
            ("notes", "notes"),
        ] { add("soralib:\(name)", facts[field]) }
        add("soralib:remixedFrom", parent)
        let spaces = [
            ("dc", "http://purl.org/dc/elements/1.1/"), ("xmp", "http://ns.adobe.com/xap/1.0/"),
            ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
            ("stRef", "http://ns.adobe.com/xap/1.0/sType/ResourceRef#"), ("soralib", namespace),
        ].map { "\n    xmlns:\($0)=\"\($1)\"" }.joined()
        return """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""\(spaces)>
               \(lines.joined(separator: "\n   "))
              </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>

            """
    }

    /// A text between tags: what XML 1.0 has no place for, such as NUL and ESC, is left out.
    static func escaped(_ text: String) -> String {
        text.escaping { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\r": "&#13;"
            case "\t", "\n": nil
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": ""
            default: nil
            }
        }
    }
}
