import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport

/// Something that can go wrong with a library while soralib does not look.
enum Damage: String, CaseIterable {
    case objectGone, objectCut, objectChanged, objectIsFolder, objectWritable, objectRenamed
    case orphan, strayFile, strayFolder, partLeft, receiptLeft, returnedUnnoticed
    case pageLost, headLost, endLost, indexGone, triggerGone, tableAdded
    case rowGone, stateForged, eventGone, stepForged, attemptGone, attemptForged, ancestorOfItself
    case orderLost, queryBroken, databaseOpen

    /// What a check has to say of it: the kind, and whom it is about where that is sure.
    struct Expected {
        var kind: Finding.Kind
        var subject: String?
    }

    /// Does the damage to the library in a folder.
    func plant(in folder: LibraryFolder, _ random: inout SystemRandomNumberGenerator) throws
        -> Expected
    {
        let files = FileManager.default
        let object = try Self.object(in: folder, &random)
        let subject = String(object.dropFirst(folder.path.utf8.count + 1))
        switch self {
        case .objectGone:
            try files.removeItem(atPath: object)
            return Expected(kind: .missing, subject: subject)
        case .objectCut:
            try Self.rewrite(object) { $0.removeLast(Int.random(in: 1...$0.count, using: &random)) }
            return Expected(kind: .size, subject: subject)
        case .objectChanged:
            try Self.rewrite(object) {
                $0[Int.random(in: 0..<$0.count, using: &random)] ^= UInt8.random(
                    in: 1...255, using: &random)
            }
            return Expected(kind: .content, subject: subject)
        case .objectIsFolder:
            try files.removeItem(atPath: object)
            try files.createDirectory(atPath: object, withIntermediateDirectories: false)
            return Expected(kind: .size, subject: subject)
        case .objectWritable:
            try Self.chmod(object, Bool.random(using: &random) ? 0o644 : 0o600)
            return Expected(kind: .rights, subject: subject)
        case .objectRenamed:
            try files.moveItem(atPath: object, toPath: object + ".bak")
            return Expected(kind: .missing, subject: subject)
        case .orphan:
            let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            let digest = try SHA256.digest(of: bytes)
            try Self.write(bytes, to: folder.object(digest, "mp4"))
            return Expected(kind: .orphan, subject: "objects/\(digest.prefix(2))/\(digest).mp4")
        case .strayFile:
            try Self.write([1], to: "\(folder.objects)/ab/Thumbs.db")
            return Expected(kind: .stray, subject: "objects/ab/Thumbs.db")
        case .strayFolder:
            try files.createDirectory(
                atPath: folder.objects + "/@eaDir", withIntermediateDirectories: true)
            return Expected(kind: .stray, subject: "objects/@eaDir")
        case .partLeft:
            try Self.write([1], to: folder.incoming + "/t9-0199.part")
            return Expected(kind: .leftover, subject: "incoming/t9-0199.part")
        case .receiptLeft:
            try Self.write([1], to: folder.receipts + "/0199aaaa")
            return Expected(kind: .receipt, subject: "incoming/receipts/0199aaaa")
        case .pageLost:
            return try Self.harm(folder.database) { bytes in
                let page = Int.random(in: 1..<(bytes.count / 4096), using: &random)
                bytes.replaceSubrange(
                    page * 4096..<(page + 1) * 4096, with: repeatElement(0, count: 4096))
            }
        case .headLost:
            return try Self.harm(folder.database) {
                $0.replaceSubrange(0..<16, with: repeatElement(0, count: 16))
            }
        case .endLost:
            return try Self.harm(folder.database) {
                $0.removeLast(4096 * Int.random(in: 1...4, using: &random))
            }
        case .databaseOpen:
            try Self.chmod(folder.database, 0o644)
            return Expected(kind: .rights, subject: "soralib.sqlite")
        default: return try plantInRows(of: folder, &random)
        }
    }

    private static func object(
        in folder: LibraryFolder, _ random: inout SystemRandomNumberGenerator
    ) throws -> String {
        let all = try FileManager.default.subpathsOfDirectory(atPath: folder.objects)
            .filter { $0.hasSuffix(".mp4") || $0.hasSuffix(".png") }
        return "\(folder.objects)/\(all.randomElement(using: &random) ?? "")"
    }

    private static func chmod(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private static func rewrite(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        change(&bytes)
        try FileManager.default.removeItem(atPath: path)
        try write(bytes, to: path)
        try chmod(path, 0o444)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    private static func harm(_ path: String, _ change: (inout [UInt8]) -> Void) throws -> Expected {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        change(&bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try chmod(path, 0o600)
        return Expected(kind: .damaged, subject: "soralib.sqlite")
    }
}
