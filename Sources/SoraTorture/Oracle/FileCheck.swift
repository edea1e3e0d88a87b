import SoraSystem

/// Holds the files against the rows, and the results against the service: I2 and I4.
struct FileCheck {
    let folder: RunFolder
    let books: Books
    let service: ServiceContent
    /// Whether the service declared fewer bytes than there are: such a clip is kept, and told to be
    /// `corrupt`.
    let mayBeShort: Bool
    private let files = FileSystem()

    init(folder: RunFolder, books: Books, service: ServiceContent, mayBeShort: Bool) {
        self.folder = folder
        self.books = books
        self.service = service
        self.mayBeShort = mayBeShort
    }

    /// What is wrong.
    func violations() throws -> [Violation] {
        var found: [Violation] = []
        var known: Set<String> = []
        for task in books.tasks where task.state == "succeeded" {
            let videos = books.videos.filter { $0.task == task.number }
            guard videos.count == 1, let video = videos.first, video.fileState == "present",
                let sha256 = video.sha256, let kind = video.fileExtension
            else {
                found.append(
                    .init(.paidKept, "t\(task.number) succeeded and has \(videos.count) videos"))
                continue
            }
            let path = "\(folder.library)/objects/\(sha256.prefix(2))/\(sha256).\(kind)"
            known.insert(path)
            found += try violations(of: task, video, sha256, path)
        }
        if books.videos.count != books.tasks.count(where: { $0.state == "succeeded" }) {
            found.append(.init(.files, "there are videos of tasks that did not succeed"))
        }
        for path in try FileTree.files(below: "\(folder.library)/objects")
        where !known.contains(path) {
            found.append(.init(.files, "no row knows of \(relative(path))"))
        }
        let originals = Set(books.videos.compactMap(\.sha256))
        let sidecars = try FileTree.files(below: "\(folder.library)/sidecars")
            .compactMap { $0.split(separator: "/").last }.filter { $0.count == 69 }
            .map { String($0.dropLast(5)) }
        // The last run ended well, so every clip has one.
        for original in originals.symmetricDifference(sidecars).sorted() {
            let word = originals.contains(original) ? "lacks its" : "has a needless"
            found.append(.init(.files, "\(original.prefix(8))… \(word) sidecar"))
        }
        return try found + strays()
    }

    private func violations(
        of task: Books.Task, _ video: Books.Video, _ sha256: String, _ path: String
    ) throws -> [Violation] {
        guard let status = try files.status(of: path), status.kind == .file else {
            return [.init(.paidKept, "the file of t\(task.number) is missing: \(relative(path))")]
        }
        var found: [Violation] = []
        let bytes = try files.contents(of: path, limit: 256 << 20)
        if try SHA256.digest(of: bytes) != sha256 {
            found.append(.init(.files, "\(relative(path)) is not what its name says"))
        }
        if status.bytes != video.bytes {
            found.append(
                .init(
                    .files,
                    "\(relative(path)) has \(status.bytes) bytes, its row \(video.bytes ?? -1)"))
        }
        if status.mode != 0o444 {
            found.append(.init(.files, "\(relative(path)) can be written to"))
        }
        if let remoteID = task.remoteID, !(mayBeShort && video.verdict == "corrupt") {
            let truth = try service.result(of: remoteID)
            if try SHA256.digest(of: truth) != SHA256.digest(of: bytes) {
                found.append(
                    .init(
                        .paidKept,
                        "t\(task.number) has \(bytes.count) bytes that are not the "
                            + "\(truth.count) of \(remoteID)"))
            }
        }
        return found
    }

    /// What is in the folder and has no business there.
    private func strays() throws -> [Violation] {
        let root = folder.library
        let top: Set<String> = [
            "soralib.sqlite", "soralib.sqlite-wal", "soralib.sqlite-shm", "soralib.lock",
            "sync.lock", "objects", "incoming", "providers", "sidecars",
        ]
        var found = try files.names(in: root).filter { !top.contains($0) }
        let pending = Set(books.attempts.filter { $0.outcome == "pending" }.map(\.uid))
        for path in try FileTree.files(below: "\(root)/incoming") {
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            let isKnown =
                path.contains("/receipts/")
                ? pending.contains(name) : books.partialFiles.contains(name)
            if !isKnown { found.append(relative(path)) }
        }
        return found.map { .init(.files, "\($0) was left") }
    }

    private func relative(_ path: String) -> String {
        String(path.dropFirst(folder.library.count + 1))
    }
}
