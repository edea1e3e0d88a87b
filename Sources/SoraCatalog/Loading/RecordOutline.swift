/// What a record has, without the values: the names of its members and which kind of value each is.
///
/// Most records of a file have one of a few outlines; what is checked of one need not be checked of the
/// next. Elements of a list that have the same outline count once.
struct RecordOutline: Hashable, Sendable {
    let text: [UInt8]

    /// Bytes one by one would take ten times as long.
    func hash(into hasher: inout Hasher) {
        unsafe text.withUnsafeBytes { bytes in unsafe hasher.combine(bytes: bytes) }
    }
}
