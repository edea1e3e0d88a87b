extension MediaWorkers {
    /// Has a picture made of a clip or an image; when the task is cancelled, there is none within about 0.1 seconds.
    ///
    /// A file that three workers failed on has none, and costs nothing else.
    package func picture(of path: String, _ request: PictureRequest) async -> PictureOutcome {
        let slot = await pool.take()
        let outcome = await slot.picture(of: path, request)
        await pool.giveBack(slot)
        return outcome
    }
}
