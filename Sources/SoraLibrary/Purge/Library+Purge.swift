package import SoraCatalog
package import SoraModel
import SoraSystem

extension Library {
    /// What a purge of these videos would come to.
    package func purge(planned videos: [Handle]) throws -> Purge {
        try catalog.purge(planned: videos.map(\.number))
    }

    /// Deletes the files of videos for good, where nothing else leads to them; the records of the videos stay.
    ///
    /// - Throws: `SoraError` with code `locked` while a sync or an import runs.
    package func purge(_ videos: [Handle]) throws -> Purge {
        do {
            let quiet = try QuietLibrary(
                catalog.folder, files: context.system.files,
                hint: "purge when it has ended; nothing was deleted")
            let purge = try catalog.purge(videos.map(\.number))
            _ = consume quiet
            return purge
        } catch let error as SystemError {
            throw error.forPeople
        }
    }
}
