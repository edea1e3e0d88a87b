extension PartFile {
    /// Why a response is not taken.
    enum Refusal: Error, Hashable {
        /// Not 200 or 206: the body's beginning is kept as evidence.
        case status
        /// 206 with another range, total or validator than was asked for.
        case wrongRange
        /// The service encoded the body, against what was asked for.
        case encoded(String)
        /// The first bytes are not those of a media file.
        case notMedia
        /// More is declared, or comes, than any result may have.
        case tooLarge(Int64)
        /// Less is free on the disk than is needed.
        case noRoom(needed: Int64, free: Int64)
    }
}
