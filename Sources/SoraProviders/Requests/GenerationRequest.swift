package import SoraModel

/// What somebody asks a service for.
///
/// Before `RequestRules` has seen it, what is left out means the service's default.
package struct GenerationRequest: Hashable, Sendable {
    /// `create`, or what is to be done with a video of the service: `remix`, `edit`, `extend`.
    package var operation: TaskOperation
    /// The text.
    package var prompt: String
    /// The model's name at the service.
    package var model: String?
    /// The length in seconds.
    package var seconds: Int?
    /// The size in pixels.
    package var size: PixelSize?
    /// The ratio of the sides, where no size is asked for.
    package var aspectRatio: AspectRatio?
    /// The style, of a service that has styles.
    package var style: String?
    /// `true` for a clip without a watermark if that can be, `false` for none with one; the service's
    /// default where it is left out.
    package var watermark: Bool?
    /// Whether the service keeps the clip from its public pages, and nobody can remix it there.
    package var isPrivate: Bool?
    /// The remote id of the video to start from.
    package var parent: String?
    /// The frame of the parent that is its first image, where the parent's file was not there when it was
    /// queued: `first`, `last`, or a time such as `12.5s`.
    package var frame: String?
    /// The images that guide it, in the order in which they are sent.
    package var images: [ReferenceImage] = []
    /// What it shows shot by shot.
    package var storyboard: Storyboard?

    /// What has to be there of the parent before it can be sent.
    package enum Awaited: Sendable {
        /// The service's name for it.
        case remoteID
        /// Its file.
        case file
    }

    /// What it still lacks of its parent; `nil` where it lacks nothing.
    package var awaited: Awaited? {
        if frame != nil { return .file }
        return operation != .create && parent == nil ? .remoteID : nil
    }

    /// The text that is sent: what was asked for, and behind it the shots.
    package var sentPrompt: String {
        guard let storyboard else { return prompt }
        return WireValue.trim(prompt).isEmpty
            ? storyboard.text : "\(prompt)\n\n\(storyboard.text)"
    }

    package init(
        _ operation: TaskOperation = .create, prompt: String, model: String? = nil,
        seconds: Int? = nil, size: PixelSize? = nil, aspectRatio: AspectRatio? = nil,
        parent: String? = nil
    ) {
        self.operation = operation
        self.prompt = prompt
        self.model = model
        self.seconds = seconds
        self.size = size
        self.aspectRatio = aspectRatio
        self.parent = parent
    }
}

extension GenerationRequest: Codable {
    private enum CodingKeys: String, CodingKey {
        case operation, prompt, model, seconds, size, style, watermark, parent, frame, images,
            storyboard
        case aspectRatio = "aspect_ratio"
        case isPrivate = "private"
    }

    /// Reads a request that soralib wrote.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value>(_ key: CodingKeys, _ make: (String) -> Value?) throws -> Value? {
            guard let text = try container.decodeIfPresent(String.self, forKey: key) else {
                return nil
            }
            guard let value = make(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "\(text) is not understood")
            }
            return value
        }
        self.init(
            try container.decode(TaskOperation.self, forKey: .operation),
            prompt: try container.decode(String.self, forKey: .prompt),
            model: try container.decodeIfPresent(String.self, forKey: .model),
            seconds: try container.decodeIfPresent(Int.self, forKey: .seconds),
            size: try read(.size, PixelSize.init),
            aspectRatio: try read(.aspectRatio, AspectRatio.init),
            parent: try container.decodeIfPresent(String.self, forKey: .parent))
        style = try container.decodeIfPresent(String.self, forKey: .style)
        watermark = try container.decodeIfPresent(Bool.self, forKey: .watermark)
        isPrivate = try container.decodeIfPresent(Bool.self, forKey: .isPrivate)
        frame = try container.decodeIfPresent(String.self, forKey: .frame)
        images = try container.decodeIfPresent([ReferenceImage].self, forKey: .images) ?? []
        storyboard = try container.decodeIfPresent(Storyboard.self, forKey: .storyboard)
    }

    /// Writes the request; what is not asked for is left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(operation, forKey: .operation)
        try container.encode(prompt, forKey: .prompt)
        try container.encodeIfPresent(model, forKey: .model)
        try container.encodeIfPresent(seconds, forKey: .seconds)
        try container.encodeIfPresent(size?.description, forKey: .size)
        try container.encodeIfPresent(aspectRatio?.description, forKey: .aspectRatio)
        try container.encodeIfPresent(style, forKey: .style)
        try container.encodeIfPresent(watermark, forKey: .watermark)
        try container.encodeIfPresent(isPrivate, forKey: .isPrivate)
        try container.encodeIfPresent(parent, forKey: .parent)
        try container.encodeIfPresent(frame, forKey: .frame)
        if !images.isEmpty { try container.encode(images, forKey: .images) }
        try container.encodeIfPresent(storyboard, forKey: .storyboard)
    }
}
