/// How long a worker may take, beside the limits that it puts on itself.
package struct WorkerLimits: Hashable, Sendable {
    /// The longest that a worker may take until it is ready for a file, in seconds.
    package var start: Double = 30
    /// The longest that one try at a file may take, in seconds.
    package var file: Double = 15
    /// The most processor time of one try, in whole seconds, and up to one beyond.
    package var processor = 10
    /// The longest that one try at a picture may take, in seconds.
    package var picture: Double = 40
    /// The most processor time of a try at a picture, in whole seconds, and up to one beyond.
    package var pictureProcessor = 25

    /// The longest that decoding a file may take, in seconds, however well it gets on.
    ///
    /// Until it tells that more of the file is done, the two limits above hold, and from then on again.
    package var decoding: Double = 4 * 3_600

    package init() {}

    /// Other limits of a file.
    package init(file: Double, processor: Int = 10) {
        self.file = file
        self.processor = processor
        picture = file
        pictureProcessor = processor
    }
}
