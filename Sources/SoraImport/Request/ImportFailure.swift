import SoraModel
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
        if error.isNotFound {
            self = .gone(path)
        } else {
            let told = error.forPeople
            self.init(path, error.isForbidden ? "cannot_read" : told.code.rawValue, told.message)
        }
    }

    /// A file that was there when its folder was read.
    static func gone(_ path: String) -> ImportFailure {
        // A name that is not UTF-8 was mended when it was read, and then names nothing.
        path.unicodeScalars.contains("\u{FFFD}")
            ? ImportFailure(
                path, "name", "its name is not UTF-8, and cannot be told: give it another")
            : ImportFailure(path, "not_found", "it is gone")
    }

    /// The failure as one JSON object.
    var json: String {
        "{\"path\":\(JSONText.string(path)),\"code\":\(JSONText.string(code)),"
            + "\"message\":\(JSONText.string(message))}"
    }
}
