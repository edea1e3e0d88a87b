/// The unified interface of new-api's descendants (`/v1/video/create`): JSON, a word for the shape and one
/// for the size, images by their addresses, and results at addresses of their own.
struct UnifiedVideoDialect: Dialect {
    /// A list, which is there even when it is empty: that is how a clip is asked for from text alone.
    func member(forAddresses urls: [String]) -> JSONValue? {
        .array(urls.map(JSONValue.string))
    }
}
