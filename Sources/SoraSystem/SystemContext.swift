package import SoraModel

/// Files, time and randomness: what the outside world is to the layers above.
package struct SystemContext: Sendable {
    /// The file system.
    package var files: FileSystem
    /// The clocks.
    package var time: any TimeSource
    /// The random numbers.
    package var random: any RandomSource

    package init(
        files: FileSystem = FileSystem(), time: any TimeSource = SystemTime(),
        random: any RandomSource = SystemRandom()
    ) {
        self.files = files
        self.time = time
        self.random = random
    }

    /// A new UUID of version 7.
    package func newUID() -> UID {
        UID(at: time.now(), random: random.bytes(10))
    }
}
