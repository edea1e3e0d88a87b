extension HTTPRequest {
    /// Accepts any key that is not empty.
    ///
    /// - Throws: `Refusal` where there is none.
    func checkKey() throws(Refusal) {
        let words = (header("Authorization") ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw .noKey }
    }
}

extension HTTPResponse {
    /// An answer of status 200 in JSON.
    init(json: JSONValue) {
        self.init(status: 200, contentType: "application/json", bytes: json.encoded())
    }
}
