import Dispatch
import SoraModel
import SoraSystem

extension WorkerSlot {
    /// Has a picture made of one file off Swift's own threads.
    func picture(of path: String, _ request: PictureRequest) async -> PictureOutcome {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                thread.async {
                    waiting.resume(returning: self.make(request, of: path, cancellation))
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func make(
        _ request: PictureRequest, of path: String, _ cancellation: Cancellation
    ) -> PictureOutcome {
        guard request.isSound else {
            return .unmade(reason: "a picture of that kind or size cannot be made")
        }
        let file: ProbedFile
        do {
            file = try ProbedFile(path, files: files)
        } catch {
            switch error.outcome {
            case .unprobed(let reason): return .unmade(reason: reason)
            case .impossible(let reason): return .impossible(reason: reason)
            case .measured(let probe):
                return .unmade(reason: probe.problems.first ?? "not a media file")
            }
        }
        var failure = WorkerFailure.cancelled
        for _ in 0..<Self.tries {
            do throws(WorkerFailure) {
                if cancellation.isCancelled { throw .cancelled }
                var worker = try takeRunning(cancellation)
                let outcome = try worker.picture(
                    request, request.format, of: file.file, cancellation: cancellation)
                keep(worker)
                return outcome
            } catch {
                failure = error
                guard failure.isWorthAnotherTry else {
                    return Self.picture(failure, "the prober \(failure.words)")
                }
            }
        }
        return Self.picture(
            failure, "the prober failed \(Self.tries) times: it \(failure.words)")
    }

    private static func picture(_ failure: WorkerFailure, _ words: String) -> PictureOutcome {
        failure.isOfTheMachine ? .impossible(reason: words) : .unmade(reason: words)
    }
}
