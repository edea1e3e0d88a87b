import SoraCatalog
package import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// Stores images and adds them to the catalogue, all or none.
    ///
    /// - Parameters:
    ///   - images: what `ImageInspection` found.
    ///   - tags: what each is tagged with.
    /// - Returns: their handles in order, and whether each is new.
    /// - Throws: `SoraError` when a file has changed since, or cannot be stored.
    package func add(
        _ images: [InspectedImage], tags: [String] = []
    ) throws -> [(handle: Handle, isNew: Bool)] {
        for image in images {
            guard let path = image.path, let stored = image.record.file else { continue }
            do {
                try store(path, as: stored)
            } catch let error as SystemError {
                throw error.forPeople
            }
        }
        return try catalog.addImages(images.map(\.record), tags: tags)
            .map { (Handle(.image, $0.number), $0.isNew) }
    }

    /// Copies a file of the user's to its place among the originals, durably.
    private func store(_ path: String, as stored: StoredFile) throws {
        let files = context.system.files
        let objects = ObjectStore(folder: catalog.folder, files: files)
        if try objects.digest(of: stored) == stored.sha256 { return }
        let bytes = try files.contents(of: path, limit: Int(ImageInspection.byteLimit))
        guard try SHA256.digest(of: bytes) == stored.sha256 else {
            throw SoraError(.invalid, "\(path) changed while it was read", hint: "try again")
        }
        try objects.keep(image: bytes, as: stored, writing: context.system.newUID())
    }

    /// An image of the catalogue as a request keeps it.
    func reference(to record: ImageRecord, keepsMetadata: Bool) -> ReferenceImage {
        var image = ReferenceImage(number: record.id, url: record.url)
        image.sha256 = record.file?.sha256
        image.fileExtension = record.file?.fileExtension
        image.width = record.width
        image.height = record.height
        image.keepsMetadata = keepsMetadata
        return image
    }
}
