/// How a transaction is told in the history.
enum JournalMode: Sendable {
    /// By the rows that it changes; it can be undone.
    case rows
    /// By the tasks that it queues; it can be undone while none of them was sent.
    case queue
    /// By its command alone: it cannot be undone.
    case final
}
