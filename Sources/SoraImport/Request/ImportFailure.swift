package import SoraModel
import SoraSystem

/// A file that was not imported.
package struct ImportFailure: Error, Hashable, Sendable {
    /// The file, as it was named.
    package var path: String
    /// Why, as a word for scripts: `not_media`, `empty`, `not_a_file`, `changed`, `in_library`, or
    /// the code of an error.
    package var code: String
    /// Why, in words.
    package var message: String

    init(_ path: String, _ code: String, _ message: String) {
        self.path = path
        self.code = code
        self.message = message
    }

    /// A file that could not be read.
    init(_ path: String, _ error: SystemError) {
        self.path = path
        // A name that is not UTF-8 was mended when it was read, and then names nothing.
        if error.isNotFound, path.unicodeScalars.contains("\u{FFFD}") {
            code = "name"
            message = "its name is not UTF-8, and cannot be told: give it another"
        } else if error.isForbidden {
            code = "cannot_read"
            message = error.forPeople.message
        } else {
            code = error.forPeople.code.rawValue
            message = error.forPeople.message
        }
    }

    /// The failure as one JSON object.
    var json: String {
        "{\"path\":\(JSONText.string(path)),\"code\":\(JSONText.string(code)),"
            + "\"message\":\(JSONText.string(message))}"
    }
}
