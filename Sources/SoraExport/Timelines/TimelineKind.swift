/// A form in which programs for cutting and playing take clips in an order.
package enum TimelineKind: String, Codable, Sendable, CaseIterable {
    /// OpenTimelineIO's JSON.
    case otio
    /// A playlist.
    case m3u8
}
