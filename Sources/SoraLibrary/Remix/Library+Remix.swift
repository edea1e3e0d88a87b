import SoraCatalog
package import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// The video that a handle names, or the result of the task that it names, which may have yet to come.
    ///
    /// - Throws: `SoraError` of code `invalid` for a task that ended without a result; `not_found`.
    func remixParent(_ handle: Handle) throws -> RemixParent {
        let video: Int64?
        let number: Int64?
        switch handle.kind {
        case .video:
            (video, number) = (handle.number, try catalog.taskNumber(ofVideo: handle.number))
        case .task:
            (video, number) = (try catalog.videoNumber(ofTask: handle.number), handle.number)
        case .prompt, .image:
            throw SoraError(
                .invalid, "\(handle) is no video", hint: "see `soralib list` for the videos")
        }
        let task = try number.map { try catalog.task(number: $0) }
        if let task, task.state.isFinal, task.state != .succeeded {
            throw SoraError(
                .invalid, "\(task.handle) is \(task.state.rawValue) and has no video to remix",
                hint: "see what happened: `soralib show \(task.handle)`; try it again: "
                    + "`soralib task retry \(task.handle)`, and remix the new task")
        }
        return RemixParent(video: video.map { Handle(.video, $0) }, task: task)
    }

    /// The video that came of a task.
    ///
    /// - Throws: `SoraError` of code `invalid` for a task without a result.
    package func remixParent(ofTask number: Int64) throws -> Handle {
        try remixParent(Handle(.task, number)).handle
    }

    /// The task that asks a service to remix, edit or extend a video that it made itself, or will have made.
    ///
    /// A service keeps the model and the size of what it starts from, and the length unless it goes on with
    /// it; so these are what the result is measured against, though they are not sent.
    ///
    /// - Throws: one `SoraError` of code `invalid` with every reason why the service cannot do it.
    func prepareRemix(
        _ request: QueueRequest, of parent: RemixParent, prompt: String
    ) throws -> (NewTask, [String]) {
        let asNew = "`--as-new` asks for a new clip, and keeps the link to \(parent.handle)"
        guard let task = parent.task, parent.isComing || task.remoteID != nil else {
            throw SoraError(
                .invalid, "\(parent.handle) is known to no service, so none can remix it",
                hint: asNew)
        }
        let provider = try catalog.provider(number: task.provider)
        let profile = try profiles.profile(named: provider.profile)
        let made = try FrozenRequest(text: task.request)
        let endpoint = try ProviderEndpoint(
            profile, baseURL: provider.baseURL, allowPrivate: provider.allowsPrivate)
        let operation = request.operation ?? profile.usualRemix
        var problems: [String] = []
        if provider.isRemoved {
            problems.append("the provider \(provider.name) of \(parent.handle) was removed")
        }
        if made.endpoint.base.text != endpoint.base.text {
            problems.append(
                "\(parent.handle) was made at \(made.endpoint.base.text), and \(provider.name) is "
                    + "\(endpoint.base.text) now")
        }
        if made.request.isPrivate == true {
            problems.append(
                "\(parent.handle) was asked for as private, and \(profile.name) remixes no private clip"
            )
        }
        let asked = GenerationRequest(
            operation, prompt: prompt, model: made.request.model,
            seconds: operation == .extend ? request.seconds : task.requested.wholeSeconds,
            size: made.request.size, aspectRatio: made.request.aspectRatio,
            parent: parent.isComing ? nil : task.remoteID)
        var checked: RequestRules.Checked?
        do throws(SoraError) {
            checked = try RequestRules(profile, others: try readableProfiles()).check(
                asked, at: context.system.time.now(), force: request.isForced,
                isParentComing: parent.isComing)
        } catch {
            problems += error.eachProblem
        }
        var seconds = checked?.request.seconds
        if operation == .extend, let added = seconds {
            seconds = task.requested.wholeSeconds.map { $0 + added }
            problems += try extensionProblems(of: task, to: seconds, profile)
        }
        guard problems.isEmpty, let checked else {
            throw SoraError.all(problems, of: "the \(operation.rawValue)", hint: asNew)
        }
        let frozen = FrozenRequest(
            endpoint: endpoint, request: checked.request,
            retirement: request.isForced ? nil : profile.retirement)
        var new = NewTask(
            provider: provider.id, operation: operation,
            model: checked.request.model ?? profile.defaultModel, prompt: prompt,
            seconds: seconds, size: checked.request.size,
            aspectRatio: checked.request.aspectRatio, request: try frozen.encodedText(),
            estimate: checked.estimate, isDraft: request.isHeld)
        parent.begin(&new)
        new.expectation = checked.expectation
        return (new, checked.warnings + moneyWarnings(provider, checked.estimate))
    }

    private func readableProfiles() throws(SoraError) -> [ProviderProfile] {
        do {
            return try profiles.readable()
        } catch {
            throw error as? SoraError ?? SoraError(.failed, "\(error)")
        }
    }

    /// What keeps a service from going on with a video that was gone on with already.
    private func extensionProblems(
        of task: TaskRecord, to seconds: Int?, _ profile: ProviderProfile
    ) throws -> [String] {
        guard let limits = profile.wire.extend else { return [] }
        var problems: [String] = []
        if let most = limits.totalSeconds, let seconds, seconds > most {
            problems.append(
                "it would be \(seconds) seconds long, and \(profile.name) goes on to \(most) at most"
            )
        }
        guard let times = limits.times else { return problems }
        var (count, next) = (0, Optional(task))
        while let one = next, one.operation == .extend, count < times {
            count += 1
            let before = try one.remixedFrom.flatMap { try catalog.taskNumber(ofVideo: $0) }
            next = try before.map { try catalog.task(number: $0) }
        }
        if count >= times {
            problems.append(
                "it was gone on with \(times) times, and \(profile.name) does so no more")
        }
        return problems
    }
}

extension ProviderProfile {
    /// What a remix is at the service, where nobody says: what it calls so, else an edit, which took its
    /// place at some.
    fileprivate var usualRemix: TaskOperation {
        wire.remix == nil && wire.edit != nil ? .edit : .remix
    }
}

extension RequestedMedia {
    fileprivate var wholeSeconds: Int? { seconds.map { Int($0) } }
}
