package import SoraModel

/// Files, time and randomness: what the outside world is to the layers above.
package struct SystemContext: Sendable {
    /// The file system.
    package var files: FileSystem
    /// The clocks.
    package var time: any TimeSource
    /// The random numbers.
    package var random: any RandomSource
    /// What a test lets happen at named moments.
    package var failpoints: Failpoints

    package init(
        files: FileSystem = FileSystem(), time: any TimeSource = SystemTime(),
        random: any RandomSource = SystemRandom(), failpoints: Failpoints = Failpoints()
    ) {
        self.failpoints = failpoints
        self.files = files
        self.time = time
        self.random = random
    }

    /// Passes a named moment, at which a test may let the program die or fail.
    ///
    /// - Throws: `SystemError` where the test plans it.
    package func reach(_ point: Failpoint) throws(SystemError) {
        try failpoints.reach(point)
    }

    /// Whether a bug is planted, to see that it is found.
    package func has(_ canary: Canary) -> Bool { failpoints.has(canary) }

    /// A new UUID of version 7.
    package func newUID() -> UID {
        UID(at: time.now(), random: random.bytes(10))
    }
}
