/// An answer that stands in a script.
struct Replacement: Sendable, Equatable {
    var status: Int
    /// `Content-Length` and `Date` are added unless they are here.
    var fields: [Field] = []
    var body: [UInt8] = []
    /// Where a redirect leads; worked out for each request.
    var target: Target?
    /// A time that `Retry-After` tells, in seconds from now; worked out for each request.
    var retryAfter: Int?

    /// A header field.
    struct Field: Sendable, Equatable {
        let name: String
        let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Where a redirect leads.
    enum Target: Sendable, Equatable {
        case word(Word)
        /// An address, as it stands in the script.
        case address(String)

        /// A target that has a name.
        enum Word: String, Sendable, CaseIterable {
            /// The simulator under its other name: what follows is served, and seen.
            case otherHost = "other_host"
            case otherPort = "other_port"
            case file
            case linkLocal = "link_local"
            /// The same address again.
            case same
        }
    }
}

extension Replacement {
    static func page(_ text: String = Self.signInPage) -> Replacement {
        Replacement(
            status: 200, fields: [Field("Content-Type", "text/html; charset=utf-8")],
            body: Array(text.utf8))
    }

    static func json(_ status: Int, _ text: String) -> Replacement {
        Replacement(
            status: status, fields: [Field("Content-Type", "application/json")],
            body: Array(text.utf8))
    }

    /// A refusal in the shape that most services have.
    static func error(_ status: Int, _ code: String, _ message: String) -> Replacement {
        let error: JSONValue = .object([
            "error": .object([
                "message": .string(message), "type": .string(code), "param": .null,
                "code": .string(code),
            ])
        ])
        return json(status, String(decoding: error.encoded(), as: UTF8.self))
    }

    private static let signInPage =
        "<!DOCTYPE html><html><head><title>Sign in</title></head>"
        + "<body><h1>Please sign in to continue</h1></body></html>\n"
}
