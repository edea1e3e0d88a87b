import Dispatch
package import SoraModel
package import SoraSystem

/// Has contact sheets drawn by `soralib-media` processes, one for each picture.
package final class SheetDrawer: Sendable {
    private let helper: String
    private let files: FileSystem
    private let limits: WorkerLimits
    private let thread = DispatchQueue(label: "soralib-media --draw")

    package init(
        helper: String, limits: WorkerLimits = WorkerLimits(), files: FileSystem = FileSystem()
    ) {
        self.helper = helper
        self.limits = limits
        self.files = files
    }

    /// Starts a worker that draws, to see whether it can.
    ///
    /// - Throws: `SoraError` with code `unfit_helper` where it cannot.
    package func examine() async throws(SoraError) {
        let page = SheetPage(
            layout: SheetLayout(columns: 1, tile: 320, aspect: 1), theme: .light, format: .png,
            title: "", summary: "", number: "",
            tiles: [.init(handle: "v1", prompt: "", facts: "", verdict: "", tone: .neutral)])
        do {
            _ = try await draw(page, [])
        } catch let error as SoraError {
            throw error
        } catch {
            throw SoraError(.unfitHelper, "\(error)")
        }
    }

    /// Draws a page.
    ///
    /// - Parameters:
    ///   - page: what is on it.
    ///   - pictures: those of the clips, in their order, as JPEG or PNG; empty where one has none.
    /// - Returns: the picture.
    /// - Throws: `SoraError`: `unfit_helper` where nothing can be drawn on this machine, `failed` where this page
    ///   cannot, `interrupted`.
    package func draw(_ page: SheetPage, _ pictures: [[UInt8]]) async throws -> Picture {
        let bytes = try page.bytes(with: pictures)
        guard bytes.count <= SheetPage.limit else {
            throw SoraError(.failed, "the sheet has too many pictures: choose fewer columns")
        }
        let cancellation = Cancellation()
        let result: Result<PictureOutcome, WorkerFailure> = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                thread.async {
                    waiting.resume(returning: self.drawn(page, bytes, cancellation))
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
        switch result {
        case .success(.made(let picture)):
            guard picture.width == page.layout.width, page.heights.contains(picture.height) else {
                throw SoraError(.failed, "the sheet came out in another size")
            }
            return picture
        case .success(.unmade(let reason)):
            throw SoraError(.failed, "the sheet cannot be drawn: \(reason)")
        case .success(.impossible(let reason)):
            throw ProbeOutcome.error(impossible: reason)
        case .failure(.cancelled): throw SoraError(.interrupted, "interrupted")
        case .failure(let failure) where failure.isOfTheMachine:
            throw SoraError(
                .unfitHelper,
                "no sheet can be drawn on this machine: soralib-media \(failure.words)",
                hint: "`soralib doctor` tells what is wrong")
        case .failure(let failure):
            throw SoraError(
                .failed,
                "the sheet cannot be drawn: soralib-media failed 3 times: it \(failure.words)")
        }
    }

    private func drawn(
        _ page: SheetPage, _ bytes: [UInt8], _ cancellation: Cancellation
    ) -> Result<PictureOutcome, WorkerFailure> {
        var failure = WorkerFailure.cancelled
        for _ in 0..<WorkerSlot.tries {
            do throws(WorkerFailure) {
                if cancellation.isCancelled { throw .cancelled }
                return .success(try once(page, bytes, cancellation))
            } catch {
                failure = error
                guard failure.isWorthAnotherTry else { break }
            }
        }
        return .failure(failure)
    }

    private func once(
        _ page: SheetPage, _ bytes: [UInt8], _ cancellation: Cancellation
    ) throws(WorkerFailure) -> PictureOutcome {
        let letters = page.letters.sorted().flatMap { letter in
            (0..<4).map { UInt8(truncatingIfNeeded: letter >> (24 - 8 * $0)) }
        }
        do {
            let description = try OpenFile(holding: bytes, name: "the sheet")
            let needed = try OpenFile(holding: letters, name: "the letters of the sheet")
            return try drawn(page, description, needed, cancellation)
        } catch let error as WorkerFailure {
            throw error
        } catch let error as SystemError {
            throw .cannotStart(error)
        } catch {
            throw .notReady("cannot be asked")
        }
    }

    private func drawn(
        _ page: SheetPage, _ description: borrowing OpenFile, _ letters: borrowing OpenFile,
        _ cancellation: Cancellation
    ) throws -> PictureOutcome {
        var worker = try WorkerProcess(
            helper: helper, arguments: ["--draw"], limits: limits, files: files)
        // Before it is confined, and before it has a word of the sheet.
        try worker.send(WorkerRequest(op: "letters", id: 0), with: letters)
        _ = try worker.greeting(cancellation)
        return try worker.picture(nil, page.format, of: description, cancellation: cancellation)
    }
}
