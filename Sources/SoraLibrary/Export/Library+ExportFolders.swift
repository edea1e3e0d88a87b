import SoraCatalog
import SoraExport
import SoraModel
import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Library {
    /// The folders that were exported to, by path, each as it is found now.
    ///
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func rememberedExports() throws -> [RememberedExport] {
        let collections = try catalog.collections()
        return try catalog.exportFolders().map { record in
            let uid = ExportedFolder.uid(at: record.path, files: context.system.files)
            let selection: VideoSelection?
            if let wanted = record.collectionUID {
                selection = collections.first { $0.uid == wanted }.map { .collection($0.name) }
            } else {
                selection = .query([record.name])
            }
            return RememberedExport(
                record: record,
                state: uid == nil ? .gone : uid == record.uid ? .there : .another,
                selection: selection,
                choice: try? JSONDecoder().decode(
                    ExportChoice.self, from: Data(record.options.utf8)))
        }
    }

    /// Those of the remembered folders that are in the places that were named; all where none is.
    ///
    /// - Throws: one `SoraError` with code `not_found` that names all that are not remembered.
    package func rememberedExports(in places: [String]) throws -> [RememberedExport] {
        let all = try rememberedExports()
        guard !places.isEmpty else { return all }
        var chosen: [RememberedExport] = []
        var missing: [String] = []
        for place in places {
            let path = context.absolute(place)
            let real = context.system.files.absolutePath(of: path) ?? path
            let found = all.filter { $0.record.path == path || $0.record.path == real }
            if found.isEmpty { missing.append("\(place) is no folder that was exported to") }
            for one in found where !chosen.contains(where: { $0.record == one.record }) {
                chosen.append(one)
            }
        }
        guard missing.isEmpty else {
            throw SoraError.all(
                missing, of: "the folders", code: .notFound, hint: "see `soralib export --list`")
        }
        return chosen
    }

    /// Forgets folders; what is in them stays.
    package func forget(_ exports: [RememberedExport]) throws {
        try catalog.forgetExportFolders(exports.map(\.record.id))
    }

    /// Remembers what was exported where.
    ///
    /// An export is whole without it, so that whatever hinders it is only told.
    ///
    /// - Returns: why it could not be remembered, or `nil`.
    func remember(
        _ summary: ExportSummary, _ selection: ExportSelection, _ choice: ExportChoice
    ) -> String? {
        guard let folder = summary.folder else { return nil }
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let options = String(decoding: try encoder.encode(choice), as: UTF8.self)
            var name: String
            var collection: String?
            switch selection.kind {
            case .collection(let called, let uid): (name, collection) = (called, uid)
            case .query(let query): name = query
            }
            var record = ExportFolderRecord(
                uid: folder.uid, path: summary.directory, collectionUID: collection, name: name,
                options: options, files: folder.files, bytes: folder.bytes)
            let known = try catalog.exportFolders()
            if let same = known.first(where: { $0.path == record.path }) {
                // Nothing is written where nothing is new: an export that changes nothing costs no sync.
                if same.isSame(as: record) { return nil }
                record.id = same.id
            } else if let moved = known.first(where: { other in
                other.uid == record.uid
                    && ExportedFolder.uid(at: other.path, files: context.system.files) != other.uid
            }) {
                record.id = moved.id
            }
            try Catalog.open(
                catalog.folder, for: .writing, system: context.system, command: context.command
            ).remember(record)
            return nil
        } catch let error as SoraError {
            return error.message
        } catch {
            return "\(error)"
        }
    }
}
