import SoraHTTP
package import SoraModel
import SoraProviders

/// Where a reference image is: in a file of this machine, or at an address.
package enum ImageSource: Hashable, Sendable {
    /// The file, as it was typed.
    case file(String)
    /// The address, which is kept and never fetched.
    case address(String)

    /// What a person typed: an address begins with `http://` or `https://`, all else is a file.
    ///
    /// - Throws: `SoraError` of code `invalid` for an address that cannot be one.
    package init(_ word: String) throws(SoraError) {
        let start = word.prefix(8).lowercased()
        guard start.hasPrefix("http://") || start.hasPrefix("https://") else {
            self = .file(word)
            return
        }
        self = .address(try Self.checkedAddress(word))
    }

    /// An address that a service may be told.
    ///
    /// - Throws: `SoraError` of code `invalid`, with all that is wrong.
    package static func checkedAddress(_ text: String) throws(SoraError) -> String {
        guard text.utf8.count <= 8192 else {
            throw SoraError(.invalid, "the address has \(text.utf8.count) bytes: at most 8192")
        }
        do {
            _ = try HTTPURL(text)
            return text
        } catch {
            // What stands before '@' may be a password.
            throw SoraError(
                .invalid,
                "\(Redaction.url(text)) is no address: \(error.problems.joined(separator: ", and "))"
            )
        }
    }
}
