/// Every name that an object of a profile may have, by the object.
///
/// `Resources/schemas/profile.json` has the same; a test compares the two.
enum ProfileFields {
    static let profile = [
        "name", "title", "dialect", "base_url", "operations", "images", "storyboard", "statuses",
        "result", "poll_seconds", "not_accepted_statuses", "models", "other_models",
        "default_model", "prices", "prompt_limit", "concurrency", "duration_tolerance",
        "retirement", "sources",
    ]
    static let operations = [
        "create", "remix", "edit", "extend", "retrieve", "retrieve_remix", "list", "delete",
        "content",
    ]
    static let operation = ["method", "path", "encoding", "fields", "total_seconds", "times"]
    static let field = ["name", "value", "type", "words", "short_sides"]
    static let images = ["field", "takes", "at_most", "size"]
    static let storyboard = ["form", "sum"]
    static let statuses = ["queued", "in_progress", "completed", "failed", "cancelled"]
    static let result = ["delivery", "lifetime_seconds", "max_bytes"]
    static let prices = ["currency", "as_of"]
    static let model = [
        "id", "aliases", "seconds", "unconfirmed_seconds", "default_seconds", "sizes",
        "unconfirmed_sizes", "default_size", "aspect_ratios", "default_aspect_ratio", "styles",
        "price_per_second", "audio",
    ]
    static let price = ["sizes", "amount"]
    static let concurrency = ["submits", "requests"]
    static let retirement = ["on", "reason"]

    /// The same, by the names that the schema has for the objects; the profile itself is `profile`.
    static let all = [
        "profile": profile, "operations": operations, "operation": operation, "field": field,
        "images": images, "storyboard": storyboard, "statuses": statuses, "result": result,
        "prices": prices, "model": model, "price": price, "concurrency": concurrency,
        "retirement": retirement,
    ]
}
