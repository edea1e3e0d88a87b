import SoraModel

extension RequestRules {
    /// How closely the result of a request has to keep to it, as the profile says now.
    func expectation(of request: GenerationRequest, _ model: ModelProfile?) -> MediaExpectation {
        MediaExpectation(
            durationTolerance: profile.durationTolerance ?? MediaExpectation.usualTolerance,
            shortSide: request.size.flatMap { profile.wire.shortSide(of: $0) },
            hasAudio: model?.audio == .expected)
    }
}

extension WireProfile {
    /// The pixels of the shorter side that a service's word for a size stands for; `nil` where it is sent
    /// pixels, or nothing is known of the word.
    func shortSide(of size: PixelSize) -> ClosedRange<Int>? {
        for field in create.fields {
            guard let word = field.word(for: size.description),
                let side = field.shortSides?[word], side.count == 2, side[0] <= side[1]
            else { continue }
            return side[0]...side[1]
        }
        return nil
    }
}
