/// How fast results come, all that are fetched at once together.
package struct FetchRate: Sendable {
    private var bytes: Int64 = 0
    private var seconds = 0.0
    private var underWay = 0
    private var since = 0.0

    /// How long results must have come before that tells anything, in seconds.
    private static let least = 5.0

    package init() {}

    /// A result begins to come, at that moment of a clock that counts seconds and is never set.
    package mutating func began(at now: Double) {
        if underWay == 0 { since = now }
        underWay += 1
    }

    /// So many bytes of it came.
    package mutating func ended(bytes: Int64, at now: Double) {
        self.bytes += bytes
        underWay -= 1
        if underWay == 0 { seconds += now - since }
    }

    /// Bytes a second; `nil` while too little came to tell.
    package var bytesPerSecond: Double? {
        seconds >= Self.least && bytes > 0 ? Double(bytes) / seconds : nil
    }
}
