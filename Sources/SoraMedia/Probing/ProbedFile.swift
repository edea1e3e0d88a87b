import SoraModel
import SoraSystem

/// A file to be probed: opened for reading, and known to be a regular file.
struct ProbedFile: ~Copyable {
    let file: OpenFile
    let bytes: Int64

    /// A file that is not handed to a worker, with what there is to say of it.
    struct Refusal: Error {
        let outcome: ProbeOutcome
    }

    /// Opens a file; never waits, also where the name is a pipe.
    init(_ path: String, files: FileSystem) throws(Refusal) {
        do {
            // Looked at first: opening a device can do something by itself.
            if let status = try files.status(of: path, followingLinks: true) {
                try Self.check(status, path)
            }
            let file = try files.open(path, .read)
            let status = try files.status(of: file)
            try Self.check(status, path)
            self.file = file
            bytes = status.bytes
        } catch let error as SystemError {
            throw Refusal(outcome: .unprobed(reason: error.forPeople.message))
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(outcome: .unprobed(reason: "cannot open \(path)"))
        }
    }

    private static func check(_ status: FileStatus, _ path: String) throws(Refusal) {
        if status.kind == .file { return }
        let kind = status.kind == .folder ? "a folder" : "a pipe, a socket or a device"
        throw Refusal(
            outcome: .measured(
                MediaProbe(path: path, ok: false, problems: ["not a media file: it is \(kind)"])))
    }
}
