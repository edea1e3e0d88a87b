import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// The bytes of a reference image as they are sent: those that were catalogued, without metadata.
struct UploadCopy {
    let folder: LibraryFolder
    let files: FileSystem

    /// The largest image that is read, in bytes.
    static let limit = 50 << 20

    /// The copy of an image, or `nil` where it has no file.
    ///
    /// - Throws: `SoraError`: `not_found` and `corrupt` where the original is not what was catalogued.
    func bytes(of image: ReferenceImage) throws(SoraError) -> [UInt8]? {
        guard let digest = image.sha256, let kind = image.fileExtension else { return nil }
        let hint = "add the image again: `soralib image add FILE`"
        let bytes: [UInt8]
        do {
            bytes = try files.contents(of: folder.object(digest, kind), limit: Self.limit)
            guard try SHA256.digest(of: bytes) == digest else {
                throw SoraError(
                    .corrupt, "the file of \(image.handle) is not what was added", hint: hint)
            }
        } catch let error as SystemError {
            if error.isNotFound {
                throw SoraError(.notFound, "the file of \(image.handle) is missing", hint: hint)
            }
            throw error.forPeople
        } catch let error as SoraError {
            throw error
        } catch {
            throw SoraError(.failed, "\(error)")
        }
        if image.keepsMetadata { return bytes }
        guard let stripped = ImageMetadata.stripped(bytes) else {
            throw SoraError(
                .invalid,
                "what \(image.handle) says beside the picture, such as the place, cannot be taken out",
                hint: "queue it with --keep-metadata to send the file as it is")
        }
        return stripped
    }
}
