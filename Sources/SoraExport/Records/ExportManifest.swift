import SoraModel
import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What an export wrote into a folder, so that the next one writes only what changed and takes
/// nothing of the user's for its own.
///
/// The same folder has it twice: `.soralib-export.json` when the export is done, and
/// `.soralib-export.partial` with what is intended while it works.
struct ExportManifest: Hashable, Sendable {
    /// The name of the record.
    static let name = ".soralib-export.json"
    /// The name of the record of what is under way.
    static let partialName = ".soralib-export.partial"
    /// The most bytes that are read of one: some 300 bytes for each of a million files.
    private static let limit = 512 << 20

    /// The export's own UUID, by which the catalogue knows the folder again; of records of older versions `nil`.
    var uid: String?
    /// What the export is of.
    var selection: ExportSelection
    /// Whether it is a bag.
    var isBag: Bool
    /// What it was made from, where all of it is there: ``Glance``.
    var digest: String?
    /// The files, by name.
    var files: [ExportedFile]

    /// What every record begins with.
    static let beginning = "{\"format\":\"soralib-export\",\"version\":1,"

    /// The export's own UUID, from the beginning of a record as soralib writes it.
    static func uid(in record: some RandomAccessCollection<UInt8>) -> String? {
        let start = Array((beginning + "\"uid\":\"").utf8)
        guard record.starts(with: start) else { return nil }
        let text = String(decoding: record.dropFirst(start.count).prefix(36), as: UTF8.self)
        return UID.isUnique(text) ? text : nil
    }

    /// All before the files.
    var head: String {
        var text = Self.beginning
        if let uid { text += "\"uid\":\(JSONText.string(uid))," }
        text += "\"library\":\(JSONText.string(selection.library)),\"selection\":"
        switch selection.kind {
        case .collection(let name, let uid):
            text += JSONText.object(["collection": name, "uid": uid])
        case .query(let query): text += JSONText.object(["query": query])
        }
        return text
            + ",\"bag\":\(isBag),\"digest\":\(digest.map(JSONText.string) ?? "null"),\"files\":["
    }

    /// The record as JSON, one file a line.
    var text: String {
        var text = head
        var isFirst = true
        for file in files {
            text += isFirst ? "\n" : ",\n"
            isFirst = false
            text +=
                "{\"name\":\(JSONText.string(file.path.text)),\"role\":\"\(file.role.rawValue)\","
            text +=
                "\"video\":\(file.video.map(JSONText.string) ?? "null"),\"sha256\":\"\(file.sha256)\","
            text += "\"bytes\":\(file.bytes),\"modified\":\"\(Self.time(file.modified))\","
            text += "\"link\":\"\(file.link.rawValue)\"}"
        }
        return text + "\n]}\n"
    }

    init(
        uid: String? = nil, selection: ExportSelection, isBag: Bool, digest: String? = nil,
        files: [ExportedFile]
    ) {
        self.uid = uid
        self.digest = digest
        self.selection = selection
        self.isBag = isBag
        self.files = files
    }

    /// Reads a record.
    ///
    /// - Parameter bytes: the JSON.
    /// - Throws: an error that says what is not understood; names that lead out of the folder are none.
    init(_ bytes: [UInt8]) throws {
        let document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        guard document.format == "soralib-export", document.version == 1 else {
            throw Unreadable()
        }
        if let query = document.selection.query {
            selection = ExportSelection(library: document.library, kind: .query(query))
        } else if let name = document.selection.collection, let uid = document.selection.uid {
            selection = ExportSelection(
                library: document.library, kind: .collection(name: name, uid: uid))
        } else {
            throw Unreadable()
        }
        uid = document.uid.flatMap { UID.isUnique($0) ? $0 : nil }
        isBag = document.bag ?? false
        digest = document.digest
        files = try document.files.map { file in
            guard let path = ExportPath(file.name), !Self.isReserved(path),
                let role = ExportedFile.Role(rawValue: file.role),
                let link = LinkKind(rawValue: file.link), let modified = Self.time(file.modified),
                file.sha256.utf8.count == 64
            else { throw Unreadable() }
            return ExportedFile(
                path: path, role: role, video: file.video, sha256: file.sha256, bytes: file.bytes,
                modified: modified, link: link)
        }
    }

    /// Reads the record of that name in a folder, or gives `nil` where there is none.
    static func read(
        _ name: String, in folder: borrowing HeldFolder, files: FileSystem
    ) throws -> ExportManifest? {
        guard let entry = FileName(name), try files.status(of: entry, in: folder) != nil else {
            return nil
        }
        let bytes: [UInt8]
        do {
            let file = try files.open(entry, in: folder)
            bytes = try files.read(file, at: 0, count: limit + 1)
        }
        guard bytes.count <= limit, let manifest = try? ExportManifest(bytes) else {
            throw SoraError(
                .exists,
                "\(folder.path)/\(name) is no record of an export that soralib understands",
                hint: "choose a folder that is new or empty")
        }
        return manifest
    }

    /// Whether soralib needs a name for itself.
    static func isReserved(_ path: ExportPath) -> Bool {
        isTemporary(path.name.text) || path.folder.isEmpty && own.contains(path.name.text)
    }

    /// The names at the top of the folder that soralib needs for itself.
    static let own: Set<String> = BagFiles.names.union([name, partialName, ChecksumList.name])

    /// Whether a name is that of a file that was being written.
    static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(".soralib-export.") && name.hasSuffix(".tmp")
    }

    /// A new name for a file that is being written.
    static func temporaryName(_ random: some RandomSource) -> FileName? {
        let digits = random.bytes(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return FileName(".soralib-export.\(digits.joined()).tmp")
    }

    private struct Unreadable: Error {}

    private struct Document: Decodable {
        struct Selection: Decodable {
            var collection: String?
            var uid: String?
            var query: String?
        }
        struct File: Decodable {
            var name: String
            var role: String
            var video: String?
            var sha256: String
            var bytes: Int64
            var modified: String
            var link: String
        }
        var format: String
        var version: Int
        var uid: String?
        var library: String
        var selection: Selection
        var bag: Bool?
        var digest: String?
        var files: [File]
    }

    /// Seconds with nine decimals, as text: as a JSON number it would lose digits in most readers.
    static func time(_ nanoseconds: Int64) -> String {
        let fraction = String(nanoseconds % 1_000_000_000)
        return "\(nanoseconds / 1_000_000_000)."
            + String(repeating: "0", count: max(0, 9 - fraction.count)) + fraction
    }

    private static func time(_ text: String) -> Int64? {
        let sides = text.split(separator: ".")
        guard sides.count == 2, sides[1].count == 9, let seconds = Int64(sides[0]),
            let fraction = Int64(sides[1]), (0..<9_000_000_000).contains(seconds), fraction >= 0
        else { return nil }
        return seconds * 1_000_000_000 + fraction
    }
}
