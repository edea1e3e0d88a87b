import SoraModel
import SoraSystem

/// The tag files of a bag.
///
/// Source: RFC 8493, The BagIt File Packaging Format (V1.0). The day of bagging is left out: a bag that
/// did not change stays the same bytes.
enum BagFiles {
    /// The folder that the payload lies in.
    static let payload = "data"

    /// The names of its tag files.
    static let names: Set<String> = [
        declarationName, infoName, manifestName, tagManifestName,
    ]

    private static let declarationName = "bagit.txt"
    private static let infoName = "bag-info.txt"
    private static let manifestName = "manifest-sha256.txt"
    private static let tagManifestName = "tagmanifest-sha256.txt"

    /// Makes the tag files.
    ///
    /// - Parameters:
    ///   - payload: the files below `data/`.
    ///   - selection: what was exported.
    ///   - record: the further tag file that the manifest of tag files lists.
    /// - Returns: each with its name, the manifest of tag files last.
    /// - Throws: `SystemError` when no digest can be made.
    static func texts(
        payload: [ExportedFile], selection: ExportSelection, record: (name: String, text: String)
    ) throws -> [(name: String, text: String)] {
        let bytes = payload.reduce(0) { $0 + $1.bytes }
        let info = """
            Bag-Software-Agent: soralib
            External-Description: \(oneLine(selection.description))
            External-Identifier: \(oneLine(selection.library))
            Payload-Oxum: \(bytes).\(payload.count)

            """
        let manifest = payload.map { "\($0.sha256)  \(escaped($0.path.text))\n" }.joined()
        let tags = [
            (declarationName, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            (infoName, info), (manifestName, manifest),
        ]
        let tagManifest = try (tags + [record]).map { name, text in
            "\(try SHA256.digest(of: Array(text.utf8)))  \(name)\n"
        }.joined()
        return tags + [(tagManifestName, tagManifest)]
    }

    /// A path as manifests have it (section 2.1.3).
    private static func escaped(_ path: String) -> String {
        guard path.utf8.contains(where: { [0x0A, 0x0D, 0x25].contains($0) }) else { return path }
        return path.escaping { scalar in
            switch scalar {
            case "\n": "%0A"
            case "\r": "%0D"
            case "%": "%25"
            default: nil
            }
        }
    }

    /// A value of `bag-info.txt`, which ends at the end of its line.
    private static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
