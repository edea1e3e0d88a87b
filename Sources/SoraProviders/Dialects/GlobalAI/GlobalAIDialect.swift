/// The interface of GlobalAI OPC and of those who resell it: JSON, seconds as numbers, images by their
/// addresses, and results at addresses of their own.
struct GlobalAIDialect: Dialect {
    /// A list; the service wants none at all rather than an empty one.
    func member(forAddresses urls: [String]) -> JSONValue? {
        urls.isEmpty ? nil : .array(urls.map(JSONValue.string))
    }
}
