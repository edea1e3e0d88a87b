/// Makes pictures of single frames of clips.
package protocol FrameMaking: Sendable {
    /// The picture of one frame of a file.
    func frame(_ moment: FrameMoment, of path: String) async -> PictureOutcome
}

extension MediaWorkers: FrameMaking {
    package func frame(_ moment: FrameMoment, of path: String) async -> PictureOutcome {
        await picture(of: path, .frame(moment))
    }
}
