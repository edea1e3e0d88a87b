import Foundation
import Testing

@testable import SoraImport

/// A file of `Fixtures/`, as a downloader wrote it.
enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return Array(try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)")))
    }

    static func view(_ name: String) throws -> JSONView {
        try #require(JSONView(try bytes(name)), "\(name) is no JSON")
    }
}
