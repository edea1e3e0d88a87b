/// The title of a notice on the desktop.
struct NoticeText {
    let title: String
    /// Whether a person should do something.
    let isUrgent: Bool

    /// The notice on what happened; `nil` where there is nothing to show.
    init?(_ news: NewsDesk.News, expiring: Int) {
        let good = news.succeeded.count - news.mismatched.count
        let parts = [
            (good, "clip is here", "clips are here"),
            (
                news.mismatched.count, "clip is not what was asked for",
                "clips are not what was asked for"
            ),
            (news.failed.count, "task failed", "tasks failed"),
            (news.uncertain.count, "task is for you to decide", "tasks are for you to decide"),
            (expiring, "result is soon gone", "results are soon gone"),
        ].filter { $0.0 > 0 }
        guard !parts.isEmpty else { return nil }
        title = parts.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
        isUrgent = !news.uncertain.isEmpty || expiring > 0
    }
}
