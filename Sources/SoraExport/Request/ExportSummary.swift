package import SoraModel

/// What an export did, or with `isDryRun` would do.
package struct ExportSummary: Sendable {
    /// What became of a file.
    package enum Action: String, Sendable, CaseIterable {
        /// It was not there.
        case written
        /// An earlier one of soralib's own was there.
        case replaced
        /// It was there already.
        case unchanged
        /// It belonged no longer.
        case removed
        /// It belongs no longer, and stays.
        case stale
        /// It was left out, or what is there was left as it is.
        case leftOut = "left out"
    }

    /// A file, or a clip without one.
    package struct File: Sendable {
        package var action: Action
        /// Where it lies below the folder; `nil` for a clip that gets no name.
        package var path: String?
        /// The clip that it belongs to.
        package var video: Handle?
        package var bytes: Int64?
        /// Why it was left out.
        package var reason: String?

        init(_ action: Action, _ draft: Draft, reason: String? = nil) {
            self.action = action
            path = draft.path.text
            video = draft.video
            bytes = draft.bytes
            self.reason = reason
        }

        init(_ action: Action, _ record: ExportedFile) {
            self.action = action
            path = record.path.text
            bytes = record.bytes
        }

        init(leftOut video: Handle, reason: String) {
            action = .leftOut
            self.video = video
            self.reason = reason
        }
    }

    /// The absolute path of the folder.
    package var directory: String
    /// Every file: clips in their order, what is made from all of them, what belongs no longer.
    package var files: [File] = []

    /// What is in the folder now; `nil` where nothing was written and nothing is there.
    package var folder: ExportedFolder?
    /// Why the library does not remember the folder, or `nil`.
    package var unremembered: String?

    /// How many further files were there already, where nobody asked which.
    private let unchanged: Int

    package init(directory: String, unchanged: Int = 0) {
        self.directory = directory
        self.unchanged = unchanged
    }

    /// How many files it was that became this.
    package func count(_ action: Action) -> Int {
        files.reduce(action == .unchanged ? unchanged : 0) { $0 + ($1.action == action ? 1 : 0) }
    }

    /// Files that were written: clips, what stands beside them, and what is made from all of them.
    package var written: Int { count(.written) + count(.replaced) }

    /// The bytes of the files that were written.
    package var bytes: Int64 {
        files.reduce(0) {
            $0 + ($1.action == .written || $1.action == .replaced ? $1.bytes ?? 0 : 0)
        }
    }

    /// What was left out, with the reason.
    package var skipped: [File] { files.filter { $0.action == .leftOut } }

    /// The summary as one JSON object.
    package var json: String {
        let skipped = skipped.map {
            "{\"id\":\($0.video.map { "\"\($0)\"" } ?? "null"),"
                + "\"name\":\($0.path.map(JSONText.string) ?? "null"),"
                + "\"reason\":\(JSONText.string($0.reason ?? ""))}"
        }
        return "{\"directory\":\(JSONText.string(directory)),\"written\":\(written),"
            + "\"unchanged\":\(count(.unchanged)),\"removed\":\(count(.removed)),"
            + "\"skipped\":[\(skipped.joined(separator: ","))],\"bytes\":\(bytes)}"
    }
}
