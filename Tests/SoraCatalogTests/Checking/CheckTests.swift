import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `A check of a library` {
    private let library: CheckedLibrary
    private let temporary: TemporaryFolder
    /// After these nothing more can be read.
    private let fatal: Set<Damage> = [.headLost, .pageLost, .endLost]

    init() throws {
        library = try CheckedLibrary()
        temporary = try TemporaryFolder()
    }

    private func check(
        _ folder: LibraryFolder, rehash: Bool = true, repair: Bool = false
    ) throws -> LibraryCheck.Summary {
        let catalog = try Catalog.open(folder, for: .writing, system: library.fixture.system)
        return try LibraryCheck(catalog, isRehashing: rehash, isRepairing: repair).run()
    }

    @Test func `finds nothing in a sound one, with what is under way too`() throws {
        let fixture = library.fixture
        let permit = try fixture.catalog.armSubmit(of: try fixture.catalog.task(number: 5))
        try fixture.catalog.beginSending(attempt: permit.attempt)
        let summary = try check(fixture.folder)
        #expect(summary.findings.isEmpty && summary.isClean && !summary.isPartial, "\(summary)")
        #expect(summary.objects == 5)
        #expect(summary.bytes == 4 * 6 + 9)
    }

    @Test func `finds five hundred damages, each of its kind`() throws {
        var random = SystemRandomNumberGenerator()
        for round in 0..<500 {
            let damage = Damage.allCases[round % Damage.allCases.count]
            let folder = try library.copy(to: temporary.file("\(round)"))
            let expected = try damage.plant(in: folder, &random)
            let findings: [Finding]
            do {
                findings = try check(folder).findings
            } catch let error as SoraError where error.code == .corrupt {
                // It does not even open; the command tells that as a finding.
                findings = [Finding(.damaged, "soralib.sqlite", error.message)]
            }
            #expect(
                findings.contains {
                    $0.kind == expected.kind && expected.subject ?? $0.subject == $0.subject
                }, "\(damage) \(expected): \(findings)")
            try FileManager.default.removeItem(atPath: folder.path)
        }
    }

    @Test func `mends what can be mended without a loss, and no more`() throws {
        var random = SystemRandomNumberGenerator()
        let mended: Set<Damage> = [
            .objectWritable, .partLeft, .returnedUnnoticed, .orderLost, .databaseOpen,
        ]
        for damage in Damage.allCases where !fatal.contains(damage) {
            let folder = try library.copy(to: temporary.file("\(damage)"))
            _ = try damage.plant(in: folder, &random)
            _ = try check(folder, repair: true)
            let left = try check(folder).findings
            #expect(left.isEmpty == mended.contains(damage), "\(damage): \(left)")
        }
    }

    @Test func `notes a clip that is gone, and that it is back`() throws {
        let folder = library.fixture.folder
        let digest = try SHA256.digest(of: Array("clip 2".utf8))
        let path = folder.object(digest, "mp4")
        try FileManager.default.moveItem(atPath: path, toPath: temporary.file("away"))
        func state() throws -> String? {
            try library.fixture.raw { try $0.text("SELECT file_state FROM video WHERE id = 2") }
        }
        #expect(try check(folder, repair: true).isClean)
        #expect(try state() == "missing")
        #expect(try check(folder).findings.map(\.kind) == [.missing])
        try FileManager.default.moveItem(atPath: temporary.file("away"), toPath: path)
        #expect(try check(folder).findings.map(\.kind) == [.returned])
        #expect(try check(folder, repair: true).isClean)
        #expect(try state() == "present")
        #expect(try check(folder).findings.isEmpty)
    }

    @Test func `hashes only where it is asked to`() throws {
        var random = SystemRandomNumberGenerator()
        let folder = try library.copy(to: temporary.file("copy"))
        _ = try Damage.objectChanged.plant(in: folder, &random)
        #expect(try check(folder, rehash: false).isClean)
        #expect(try !check(folder, rehash: true).isClean)
    }

    @Test func `looks at nothing that a running sync works on, and says so`() throws {
        let folder = library.fixture.folder
        _ = try FileSystem().open(folder.incoming + "/t5-0199.part", .createNew)
        let lock = try FileLock.tryTaking(folder.runLock, files: FileSystem())
        let summary = try check(folder)
        #expect(summary.isPartial && summary.isClean)
        _ = consume lock
        #expect(try check(folder).findings.map(\.kind) == [.leftover])
    }

    @Test func `names the command that mends what it finds`() throws {
        var random = SystemRandomNumberGenerator()
        for damage in Damage.allCases where !fatal.contains(damage) {
            let folder = try library.copy(to: temporary.file("\(damage)"))
            _ = try damage.plant(in: folder, &random)
            for finding in try check(folder).findings where finding.kind != .stray {
                let isImage = finding.subject.hasSuffix(".png")
                #expect(
                    finding.remedy?.hasPrefix("soralib ") == true || isImage,
                    "\(damage): \(finding)")
            }
        }
    }
}
