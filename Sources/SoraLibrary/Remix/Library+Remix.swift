import SoraCatalog
package import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// The video that a handle names, or the result of the task that it names.
    ///
    /// - Throws: `SoraError` of code `invalid` for a task without a result; `not_found`.
    func remixParent(_ handle: Handle) throws -> RemixParent {
        switch handle.kind {
        case .video:
            let task = try catalog.taskNumber(ofVideo: handle.number)
            return RemixParent(video: handle, task: try task.map { try catalog.task(number: $0) })
        case .task:
            let task = try catalog.task(number: handle.number)
            guard let video = try catalog.videoNumber(ofTask: handle.number) else {
                throw SoraError(
                    .invalid, "\(handle) is \(task.state.rawValue) and has no video to remix",
                    hint: task.state.isFinal
                        ? "see what happened: `soralib show \(handle)`"
                        : "fetch its result first: `soralib sync --until-idle`")
            }
            return RemixParent(video: Handle(.video, video), task: task)
        case .prompt, .image:
            throw SoraError(
                .invalid, "\(handle) is no video", hint: "see `soralib list` for the videos")
        }
    }

    /// The video that came of a task.
    ///
    /// - Throws: `SoraError` of code `invalid` for a task without a result.
    package func remixParent(ofTask number: Int64) throws -> Handle {
        try remixParent(Handle(.task, number)).video
    }

    /// The task that asks a service to remix a video that it made itself.
    ///
    /// A service keeps the length and the size of what it remixes; so these are what the result is
    /// measured against, though they are not sent.
    ///
    /// - Throws: one `SoraError` of code `invalid` with every reason why the service cannot do it.
    func prepareRemix(
        _ request: QueueRequest, of parent: RemixParent, prompt: String
    ) throws -> (NewTask, [String]) {
        let asNew = "`--as-new` asks for a new clip, and keeps the link to \(parent.video)"
        guard let task = parent.task, let remoteID = task.remoteID else {
            throw SoraError(
                .invalid, "\(parent.video) is known to no service, so none can remix it",
                hint: asNew)
        }
        let provider = try catalog.provider(number: task.provider)
        let profile = try profiles.profile(named: provider.profile)
        let made = try FrozenRequest(text: task.request)
        let endpoint = try ProviderEndpoint(
            profile, baseURL: provider.baseURL, allowPrivate: provider.allowsPrivate)
        let others = try profiles.readable()
        var problems: [String] = []
        if provider.isRemoved {
            problems.append("the provider \(provider.name) of \(parent.video) was removed")
        }
        if made.endpoint.base.text != endpoint.base.text {
            problems.append(
                "\(parent.video) was made at \(made.endpoint.base.text), and \(provider.name) is "
                    + "\(endpoint.base.text) now")
        }
        if made.request.isPrivate == true {
            problems.append(
                "\(parent.video) was asked for as private, and \(profile.name) remixes no private clip"
            )
        }
        var checked: RequestRules.Checked?
        do throws(SoraError) {
            checked = try RequestRules(profile, others: others).check(
                GenerationRequest(
                    .remix, prompt: prompt, model: made.request.model,
                    seconds: made.request.seconds, size: made.request.size,
                    aspectRatio: made.request.aspectRatio, parent: remoteID),
                at: context.system.time.now(), force: request.isForced)
        } catch {
            problems += error.eachProblem
        }
        guard problems.isEmpty, let checked else {
            throw SoraError.all(problems, of: "the remix", hint: asNew)
        }
        let frozen = FrozenRequest(
            endpoint: endpoint, request: checked.request,
            retirement: request.isForced ? nil : profile.retirement)
        var new = NewTask(
            provider: provider.id, operation: .remix,
            model: checked.request.model ?? profile.defaultModel, prompt: prompt,
            seconds: checked.request.seconds, size: checked.request.size,
            aspectRatio: checked.request.aspectRatio, request: try frozen.encodedText(),
            estimate: checked.estimate, isDraft: request.isHeld)
        new.remixedFrom = parent.video.number
        new.expectation = checked.expectation
        return (new, checked.warnings + moneyWarnings(provider, checked.estimate))
    }
}
