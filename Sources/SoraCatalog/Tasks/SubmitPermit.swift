package import SoraModel

/// The right to send one request that may charge.
///
/// It comes into being only with a committed attempt and cannot be copied: code that has none cannot
/// submit.
package struct SubmitPermit: ~Copyable, Sendable {
    /// The attempt's row number.
    package let attempt: Int64
    /// Names the receipt.
    package let uid: UID
    /// The task, which is `submitting`.
    package let task: TaskRecord

    init(attempt: Int64, uid: UID, task: TaskRecord) {
        self.attempt = attempt
        self.uid = uid
        self.task = task
    }
}
