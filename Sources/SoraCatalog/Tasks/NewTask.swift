package import SoraModel

/// What is needed to queue a task.
package struct NewTask: Hashable, Sendable {
    /// The provider's number.
    package var provider: Int64
    /// How the video will come to be.
    package var operation: TaskOperation
    /// The model, as the service names it.
    package var model: String
    /// The text that is sent.
    package var prompt: String
    /// The stored prompt that the text is of; without it, the one of that text.
    package var promptNumber: Int64?
    /// The tags that its video gets.
    package var tags: [String] = []
    /// The collections that its video goes into.
    package var collections: [Int64] = []
    /// The length that is asked for, in seconds.
    package var seconds: Int?
    /// The size that is asked for.
    package var size: PixelSize?
    /// The ratio that is asked for.
    package var aspectRatio: AspectRatio?
    /// How closely the result has to keep to that, for good.
    package var expectation = MediaExpectation()
    /// The frozen request, as JSON.
    package var request: String
    /// What it will cost, as far as is known.
    package var estimate: Money?
    /// Whether it waits as a draft until it is released.
    package var isDraft: Bool
    /// The task that it is another try at.
    package var retryOf: Int64?
    /// The video that it starts from.
    package var remixedFrom: Int64?
    /// The task whose video it starts from, where that is not there yet.
    package var remixedFromTask: Int64?
    /// The images that it sends, in order.
    package var images: [Int64] = []

    package init(
        provider: Int64, operation: TaskOperation = .create, model: String, prompt: String,
        seconds: Int?, size: PixelSize?, aspectRatio: AspectRatio?, request: String,
        estimate: Money?, isDraft: Bool = false, retryOf: Int64? = nil
    ) {
        self.retryOf = retryOf
        self.provider = provider
        self.operation = operation
        self.model = model
        self.prompt = prompt
        self.seconds = seconds
        self.size = size
        self.aspectRatio = aspectRatio
        self.request = request
        self.estimate = estimate
        self.isDraft = isDraft
    }
}
