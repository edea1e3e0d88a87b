import SoraModel

/// The file that `sha256sum -c` reads (GNU coreutils, "cksum general options").
package enum ChecksumList {
    /// The file's name.
    package static let name = "SHA256SUMS"

    /// The line of one file.
    ///
    /// - Parameters:
    ///   - sha256: its digest.
    ///   - name: its name, relative to the list's folder.
    /// - Returns: the line with its end. A name with a backslash or an end of line is escaped, which a
    ///   backslash before the digest tells.
    package static func line(_ sha256: String, _ name: String) -> String {
        guard name.utf8.contains(where: { [0x5C, 0x0A, 0x0D].contains($0) }) else {
            return "\(sha256)  \(name)\n"
        }
        let escaped = name.escaping { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            default: nil
            }
        }
        return "\\\(sha256)  \(escaped)\n"
    }
}
