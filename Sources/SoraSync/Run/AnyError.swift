import SoraModel
import SoraSystem

extension SoraError {
    /// An error of any kind as a person should see it.
    init(any error: any Error) {
        self =
            switch error {
            case let error as SoraError: error
            case let error as SystemError: error.forPeople
            default: SoraError(.failed, "\(error)")
            }
    }
}
