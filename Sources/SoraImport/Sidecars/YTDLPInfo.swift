import SoraCatalog

/// The `.info.json` that yt-dlp writes with `--write-info-json`.
///
/// Source: https://github.com/yt-dlp/yt-dlp, `yt_dlp/extractor/common.py` (the fields of an info_dict) and
/// `YoutubeDL.sanitize_info`. A description is the uploader's words, which may be anything: it goes into the
/// notes, and only a field `prompt` is taken for one.
enum YTDLPInfo: SidecarReading {
    static let name = "yt-dlp"

    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        guard let extractor = members["extractor_key"]?.string ?? members["extractor"]?.string,
            let id = members["id"]?.identifier,
            members["webpage_url"] != nil || members["_type"]?.string == "video"
        else { return nil }
        var facts = ClipFacts()
        facts.title = members["title"]?.string
        facts.prompt = members["prompt"]?.string
        facts.provider = extractor
        facts.remoteID = id
        facts.createdAt =
            MomentText.seconds(members["timestamp"]?.number)
            ?? MomentText.moment(members["upload_date"]?.string)
        facts.tags = members["tags"]?.strings ?? []
        facts.notes =
            FactLines([
                ("from", members["webpage_url"]?.string), ("by", members["uploader"]?.string),
                ("", members["description"]?.string),
            ]).text
        return facts
    }
}
