import SoraModel

extension RequestRules {
    /// What is wrong with the images of a request, each a sentence without a full stop.
    ///
    /// - Parameters:
    ///   - checked: the request with its geometry filled in; gets the warnings.
    ///   - model: what is known of its model, if it is one that the service has.
    ///   - problems: gets what the service would refuse.
    func checkImages(
        _ checked: inout Checked, _ model: ModelProfile?, _ problems: inout [String]
    ) {
        let images = checked.request.images
        guard !images.isEmpty else { return }
        guard checked.request.operation == .create, let rules = profile.wire.images else {
            problems.append(
                "\(profile.name) takes no reference image"
                    + (checked.request.operation == .create ? "" : " for a remix"))
            return
        }
        if images.count > rules.atMost {
            let able = others.filter { ($0.wire.images?.atMost ?? 0) >= images.count }.map(\.name)
            problems.append(
                "\(images.count) reference images are too many: \(profile.name) takes "
                    + (rules.atMost == 1 ? "one" : "at most \(rules.atMost)")
                    + (able.isEmpty ? "" : "; \(Self.have(able)) room for them"))
        }
        let request = checked.request
        // Where a ratio is sent, the service makes its size of that ratio.
        let wanted =
            request.size
            ?? request.aspectRatio.flatMap { ratio in model.flatMap { size(of: ratio, for: $0) } }
        for image in images {
            let takesFile = rules.takes.contains(.file) && image.sha256 != nil
            let takesAddress = rules.takes.contains(.url) && image.url != nil
            if !takesFile, !takesAddress {
                problems.append(
                    image.url == nil
                        ? "\(name(of: image)) has no public address, and \(profile.name) takes only "
                            + "addresses: put the file where the service finds it, and say where with "
                            + "`soralib image add FILE --url URL`"
                        : "\(name(of: image)) is only an address, and \(profile.name) takes only files"
                )
            }
            guard let wanted, let rule = rules.size else { continue }
            guard let size = image.size else {
                if rule == .equal {
                    checked.warnings.append(
                        "\(name(of: image)) is only an address: nobody checked that it is \(wanted), "
                            + "which the service wants")
                }
                continue
            }
            if size == wanted { continue }
            let words = "\(name(of: image)) is \(size), and the clip \(wanted)"
            switch rule {
            case .equal: problems.append("\(words): the two have to be the same")
            case .unconfirmed: checked.warnings.append("\(words): the service may refuse it")
            }
        }
    }

    /// An image that is not in the catalogue yet has no handle.
    private func name(of image: ReferenceImage) -> String {
        image.number == 0 ? "the image" : image.handle.description
    }
}
