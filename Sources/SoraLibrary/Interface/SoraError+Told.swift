import SoraModel
import SoraSystem

extension SoraError {
    /// What is told of anything that was thrown below.
    init(thrown: any Error) {
        switch thrown {
        case let error as SoraError: self = error
        case let error as SystemError: self = error.forPeople
        case is CancellationError: self = SoraError(.interrupted, "interrupted")
        default: self = SoraError(.failed, "\(thrown)")
        }
    }

    /// Does something, and makes whatever is thrown an error that a caller can act on.
    static func told<Result>(_ body: () throws -> Result) throws(SoraError) -> Result {
        do {
            return try body()
        } catch {
            throw SoraError(thrown: error)
        }
    }

    /// Does something that waits, and makes whatever is thrown an error that a caller can act on.
    static func toldLater<Result>(
        _ body: () async throws -> Result
    ) async throws(SoraError) -> Result {
        do {
            return try await body()
        } catch {
            throw SoraError(thrown: error)
        }
    }
}
