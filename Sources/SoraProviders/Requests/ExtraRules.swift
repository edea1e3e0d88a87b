import SoraModel

extension RequestRules {
    /// What is asked for that this service has no field for at all.
    func problemsOfExtras(
        _ request: GenerationRequest, _ sent: Set<WireProfile.Parameter>
    ) -> [String] {
        let asked: [(String, WireProfile.Parameter, Bool)] = [
            ("styles", .style, request.style != nil),
            ("choice about watermarks", .watermark, request.watermark != nil),
            ("private clips", .isPrivate, request.isPrivate == true),
        ]
        return asked.filter { $0.2 && !sent.contains($0.1) }.map { what, parameter, _ in
            let able = others.filter { other in
                other.wire.create.fields.contains { $0.value == parameter }
            }.map(\.name)
            let other = able.isEmpty ? "" : "; \(Self.have(able)) that"
            let value = parameter == .style ? ", and \(request.style ?? "") is asked for" : ""
            return "\(profile.name) has no \(what)\(value)\(other)"
        }
    }

    /// Checks the style that is asked for.
    func check(
        _ style: String, of model: ModelProfile, _ checked: inout Checked,
        _ problems: inout [String]
    ) {
        if model.styles.contains(style) { return }
        let name = checked.request.model ?? model.id
        let own =
            model.styles.isEmpty
            ? "it has none" : "only \(model.styles.joined(separator: ", "))"
        let known = profile.models.flatMap(\.styles)
        let near = NearestNames.to(style, in: Array(Set(known))).first { $0 != style }
            .map { "; did you mean \($0)?" }
        let places = places { $0.styles.contains(style) }
        let other = places.isEmpty ? near ?? "" : "; \(Self.have(places)) it"
        problems.append("\(name) has no style \(style), \(own)\(other)")
    }
}
