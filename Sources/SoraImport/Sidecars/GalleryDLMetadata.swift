import SoraCatalog

/// The `NAME.EXT.json` that gallery-dl writes with `--write-metadata`.
///
/// Source: https://github.com/mikf/gallery-dl, `gallery_dl/postprocessor/metadata.py` (every field of the
/// file but those that begin with `_`), and `docs/configuration.rst`: `category` is the site,
/// `subcategory` the part of it. Dates are written as Python's `str(datetime)`, in UTC.
enum GalleryDLMetadata: SidecarReading {
    static let name = "gallery-dl"

    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        guard let category = members["category"]?.string, members["subcategory"]?.string != nil,
            members["extension"]?.string != nil || members["filename"]?.string != nil
        else { return nil }
        var facts = ClipFacts()
        facts.title = members["title"]?.string
        facts.prompt = members["prompt"]?.string
        facts.provider = category
        facts.model = members["model"]?.string
        facts.remoteID = members["id"]?.identifier ?? members["post_id"]?.identifier
        facts.createdAt =
            MomentText.moment(members["date"]?.string)
            ?? MomentText.seconds(members["timestamp"]?.number)
        facts.tags = tags(members["tags"] ?? members["tag_string"])
        facts.notes =
            FactLines([
                ("from", members["post_url"]?.string ?? members["url"]?.string),
                ("by", author(members["author"] ?? members["user"])),
                ("", members["description"]?.string ?? members["content"]?.string),
            ]).text
        return facts
    }

    /// A list of tags, or one string with spaces or commas between them.
    private static func tags(_ value: JSONView?) -> [String] {
        guard let value else { return [] }
        guard let string = value.string else { return value.strings }
        let parts = string.split(separator: ", ").map(String.init)
        return parts.count > 1 ? parts : string.split(separator: " ").map(String.init)
    }

    private static func author(_ value: JSONView?) -> String? {
        if let string = value?.string { return string }
        let members = value?.members ?? [:]
        return members["name"]?.string ?? members["username"]?.string
    }
}
