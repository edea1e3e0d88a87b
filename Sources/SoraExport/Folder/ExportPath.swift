package import SoraSystem

/// Where a file of an export lies below the folder: names joined by `/`, none of which leads out.
package struct ExportPath: Hashable, Sendable {
    /// The folder that it lies in, or nothing for the export's own.
    package let folder: String
    /// Its name there.
    package let name: FileName

    /// The whole path.
    package var text: String { folder.isEmpty ? name.text : "\(folder)/\(name.text)" }

    /// Takes a relative path; `nil` for one with an empty name, `.` or `..` in it, or a NUL.
    package init?(_ text: String) {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            guard let name = FileName(text) else { return nil }
            self.init(folder: "", name: name)
            return
        }
        guard let name = FileName(String(text[text.utf8.index(after: slash)...])) else {
            return nil
        }
        let folder = String(text[..<slash])
        guard Self.names(of: folder) != nil else { return nil }
        self.init(folder: folder, name: name)
    }

    private init(folder: String, name: FileName) {
        self.folder = folder
        self.name = name
    }

    /// The same path below a further folder.
    func below(_ above: String) -> ExportPath {
        if above.isEmpty { return self }
        return ExportPath(folder: folder.isEmpty ? above : "\(above)/\(folder)", name: name)
    }

    /// The names that lead to a folder, or `nil` when one of them is none.
    static func names(of folder: String) -> [FileName]? {
        var names: [FileName] = []
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            guard let name = FileName(String(part)) else { return nil }
            names.append(name)
        }
        return names
    }
}

extension ExportPath: CustomStringConvertible {
    package var description: String { text }
}
