/// What names tell of files in a folder, so that what cannot be a clip is not even opened.
enum KnownNames {
    /// Extensions of files that often lie beside clips, and are none.
    private static let others: Set<String> = [
        // Sidecars, texts and lists.
        "json", "jsonl", "txt", "md", "csv", "tsv", "xml", "xmp", "nfo", "yaml", "yml", "html",
        "htm",
        "pdf", "log", "ini", "url", "webloc", "m3u", "m3u8", "otio", "edl", "sha256", "md5", "part",
        "ytdl", "tmp", "crdownload", "aria2",
        // Pictures, sounds and subtitles.
        "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "bmp", "tif", "tiff", "svg", "ico",
        "mp3",
        "wav", "flac", "ogg", "opus", "aac", "srt", "vtt", "ass", "ssa", "sub", "lrc",
        // Archives, databases and programs.
        "zip", "7z", "rar", "gz", "xz", "zst", "tar", "torrent", "db", "sqlite", "sqlite-wal",
        "sqlite-shm", "py", "sh", "js", "ts", "exe", "dll", "so",
    ]

    /// Files without an extension that are no clips.
    private static let names: Set<String> = ["sha256sums", "md5sums", "thumbs.db", "desktop.ini"]

    /// Why a file that was found in a folder is left out, or `nil`.
    static func reasonToLeaveOut(_ name: String) -> String? {
        if name.hasPrefix(".") { return "it is hidden" }
        let lower = name.lowercased()
        if names.contains(lower) { return "it is no media file by its name" }
        guard let dot = lower.lastIndex(of: ".") else { return nil }
        let kind = lower[lower.index(after: dot)...]
        return others.contains(String(kind)) ? "it is no media file by its name" : nil
    }
}
