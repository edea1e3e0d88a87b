import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// The storyboard in a file.
    ///
    /// - Throws: `SoraError`: `not_found`, or `invalid` with everything that is wrong in it.
    func storyboard(in file: String) throws -> Storyboard {
        let bytes: [UInt8]
        do {
            bytes = try context.system.files.contents(of: context.absolute(file), limit: 1 << 20)
        } catch {
            throw error.forPeople
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SoraError(.invalid, "\(file) is not UTF-8 text")
        }
        return try Storyboard(text: text, file: file)
    }
}
