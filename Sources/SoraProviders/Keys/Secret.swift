package import SoraHTTP

/// A key: it can be sent, and in no usual way be printed or stored.
package struct Secret: Sendable {
    private let text: String

    /// The fewest bytes of a key that is looked for in answers.
    private static let shortest = 8

    /// Takes a key that was checked, for example by `KeyReader`.
    package init(_ text: String) {
        self.text = text
    }

    /// The key itself, for a header of a request and nothing else.
    package func reveal() -> String { text }

    /// The response with every occurrence of the key in its body and header blotted out, for services
    /// that repeat it in an error; to be done before the response is stored or read.
    ///
    /// A key of fewer than 8 bytes, as people give servers of their own, is no secret, and can be part of any
    /// word: blotted out of an id, it would cost a task that is paid.
    package func scrubbed(_ response: HTTPResponse) -> HTTPResponse {
        let key = Array(text.utf8)
        guard key.count >= Self.shortest else { return response }
        var response = response
        response.body = Self.blotted(response.body, key)
        for index in response.headers.fields.indices {
            let value = Array(response.headers.fields[index].value.utf8)
            let clean = Self.blotted(value, key)
            if clean != value {
                response.headers.fields[index].value = String(decoding: clean, as: UTF8.self)
            }
        }
        return response
    }

    private static func blotted(_ bytes: [UInt8], _ key: [UInt8]) -> [UInt8] {
        guard let first = key.first, bytes.count >= key.count else { return bytes }
        var result = bytes
        var index = 0
        while index <= result.count - key.count {
            if result[index] == first, result[index..<index + key.count].elementsEqual(key) {
                for place in index..<index + key.count { result[place] = UInt8(ascii: "*") }
                index += key.count
            } else {
                index += 1
            }
        }
        return result
    }
}

extension Secret: CustomReflectable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Nothing: `dump` and the debugger see no children.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
    /// Always the same words.
    package var description: String { "Secret(hidden)" }
    /// Always the same words.
    package var debugDescription: String { description }
}
