import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// The storyboard in a file.
    ///
    /// - Throws: `SoraError`: `not_found`, or `invalid` with everything that is wrong in it.
    func storyboard(in file: String) throws -> Storyboard {
        try Storyboard(text: try context.text(of: file), file: file)
    }
}
