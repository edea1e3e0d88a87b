package import SoraCatalog
package import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// What queueing led to, or would lead to.
    package struct Queued: Sendable {
        /// The tasks as they are stored.
        package var tasks: [NewTask]
        /// Their handles, in order; empty where nothing was stored.
        package var handles: [Handle]
        /// What a service may refuse nevertheless.
        package var warnings: [String]
        /// What they should cost, one amount a currency.
        package var estimates: [Money]
    }

    /// Checks requests in full, without any network, and queues them, all or none.
    ///
    /// - Parameters:
    ///   - requests: what to ask for.
    ///   - inspected: the images that requests name and that are not in the library yet; they are added.
    ///   - isDryRun: whether nothing is stored.
    /// - Returns: the tasks.
    /// - Throws: one `SoraError` of code `invalid` with every problem of every request; `not_found`
    ///   for a provider or a prompt.
    package func queue(
        _ requests: [QueueRequest], inspected: [String: InspectedImage] = [:],
        isDryRun: Bool = false
    ) throws -> Queued {
        let images = inspected.mapValues(\.record)
        // Checked in full before an image is stored, and once more with the numbers of the images.
        let planned = try plan(requests, images)
        if isDryRun { return planned }
        let added = Dictionary(
            uniqueKeysWithValues: zip(
                inspected.keys, try add(Array(inspected.values)).map(\.handle.number)))
        var queued = planned
        if !added.isEmpty {
            var stored = images
            for (word, number) in added { stored[word]?.id = number }
            queued = try plan(requests, stored)
        }
        queued.handles = try catalog.queue(queued.tasks).map { Handle(.task, $0) }
        return queued
    }

    /// The tasks that requests come to; nothing is stored.
    private func plan(
        _ requests: [QueueRequest], _ images: [String: ImageRecord]
    ) throws -> Queued {
        var queued = Queued(tasks: [], handles: [], warnings: [], estimates: [])
        var problems: [String] = []
        var hint: String?
        for request in requests {
            let place = request.line.map { "line \($0): " } ?? ""
            do {
                let (task, warnings) = try destined(request) { try prepare(request, images) }
                queued.tasks += Array(repeating: task, count: request.count)
                queued.warnings += warnings.map { place + $0 }
            } catch let error as SoraError where error.code == .invalid {
                problems += error.eachProblem.map { place + $0 }
                hint = error.hint
            } catch let error as SoraError where requests.count > 1 {
                problems.append(place + error.message)
            }
        }
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: requests.count > 1 ? "the batch" : "the request",
                hint: requests.count == 1
                    ? hint ?? Self.nothingQueued : Self.nothingQueued)
        }
        queued.estimates = Self.sum(queued.tasks.compactMap(\.estimate))
        return queued
    }

    private static let nothingQueued = "nothing was queued; see `soralib help queue`"

    private func prepare(
        _ request: QueueRequest, _ known: [String: ImageRecord]
    ) throws -> (NewTask, [String]) {
        let text = try promptText(request.text)
        let parent = try request.parent.map { try remixParent($0) }
        if let parent, !request.isAsNew {
            return try prepareRemix(request, of: parent, prompt: text)
        }
        let provider = try providerForQueue(request.provider)
        let profile = try profiles.profile(named: provider.profile)
        var asked = GenerationRequest(
            prompt: text, model: request.model, seconds: request.seconds, size: request.size,
            aspectRatio: request.aspectRatio)
        asked.style = request.style
        asked.watermark = request.watermark
        asked.isPrivate = request.isPrivate
        asked.images = try request.images.map { word in
            let record = try known[word] ?? storedImage(word)
            return reference(to: record, keepsMetadata: request.keepsMetadata)
        }
        if let frame = request.awaitedFrame, let parent {
            // Until it is made, what is known of the frame is what was asked for.
            var image = ReferenceImage(number: 0)
            image.sha256 = ""
            image.width = parent.task?.requested.size?.width
            image.height = parent.task?.requested.size?.height
            asked.images.insert(image, at: 0)
            asked.frame = frame
        }
        var checked = try check(&asked, request, profile)
        if checked.request.frame != nil { checked.request.images.removeFirst() }
        let endpoint = try ProviderEndpoint(
            profile, baseURL: provider.baseURL, allowPrivate: provider.allowsPrivate)
        let frozen = FrozenRequest(
            endpoint: endpoint, request: checked.request,
            retirement: request.isForced ? nil : profile.retirement)
        var task = NewTask(
            provider: provider.id,
            operation: parent == nil
                ? .create : request.isFrame ? .frame : request.operation ?? .remix,
            model: checked.request.model ?? profile.defaultModel,
            prompt: checked.request.sentPrompt,
            seconds: checked.request.seconds, size: checked.request.size,
            aspectRatio: checked.request.aspectRatio, request: try frozen.encodedText(),
            estimate: checked.estimate, isDraft: request.isHeld)
        parent?.begin(&task)
        task.expectation = checked.expectation
        task.images = checked.request.images.map(\.number)
        return (task, checked.warnings + moneyWarnings(provider, checked.estimate))
    }

    /// Checks a request against its profile, and its storyboard with it: all problems at once.
    private func check(
        _ asked: inout GenerationRequest, _ request: QueueRequest, _ profile: ProviderProfile
    ) throws -> RequestRules.Checked {
        var problems: [String] = []
        do {
            asked.storyboard = try request.storyboard.map { try storyboard(in: $0) }
        } catch let error as SoraError where error.code == .invalid {
            problems = error.eachProblem
            asked.storyboard = Storyboard([])
        }
        do {
            let checked = try RequestRules(profile, others: profiles.readable()).check(
                asked, at: context.system.time.now(), force: request.isForced)
            if problems.isEmpty { return checked }
        } catch let error as SoraError where !problems.isEmpty && error.code == .invalid {
            problems += error.eachProblem
        }
        throw SoraError.all(problems, of: "the request")
    }

    private func storedImage(_ word: String) throws -> ImageRecord {
        let handle = try catalog.resolve(word, among: [.image])
        return try catalog.image(number: handle.number)
    }

    /// Whether the service of a request takes the files of images.
    func takesImageFiles(_ request: QueueRequest) throws -> Bool {
        let provider = try providerForQueue(request.provider)
        let images = try profiles.profile(named: provider.profile).wire.images
        return images?.takes.contains(.file) ?? false
    }

    private func providerForQueue(_ name: String?) throws -> ProviderRecord {
        if let name { return try catalog.provider(named: name) }
        let all = try catalog.providers()
        guard let first = all.first else {
            throw SoraError(
                .notFound, "there is no provider to queue for",
                hint: "add one: `soralib provider add NAME --profile PROFILE --key-env VAR`")
        }
        guard all.count == 1 else {
            throw SoraError(
                .usage,
                "there are \(all.count) providers: \(all.map(\.name).joined(separator: ", "))",
                hint: "say which one with `--provider NAME`")
        }
        return first
    }

    /// The text of a stored prompt where its handle was given, else the text itself.
    private func promptText(_ text: String) throws -> String {
        guard let handle = Handle(text), handle.kind == .prompt else { return text }
        guard let stored = try catalog.promptText(number: handle.number) else {
            throw SoraError(
                .notFound, "there is no prompt \(handle)", hint: "see `soralib list prompts`")
        }
        return stored
    }

    private static func sum(_ amounts: [Money]) -> [Money] {
        Dictionary(grouping: amounts, by: \.currency)
            .map { Money(micros: $0.value.reduce(0) { $0 + $1.micros }, currency: $0.key) }
            .sorted { $0.currency < $1.currency }
    }
}
