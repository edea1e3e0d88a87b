import Foundation
import SoraProviders
import Testing

@Suite struct `The page of services` {
    /// `docs/providers.md` in the source tree.
    private var path: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/providers.md")
    }

    @Test func `holds what the profiles say`() throws {
        let stored = try String(contentsOf: path, encoding: .utf8)
        let mark = try #require(stored.firstRange(of: ServicePage.mark))
        let text = stored[..<mark.upperBound] + ServicePage.text
        if ProcessInfo.processInfo.environment["SORALIB_UPDATE_DOCUMENTS"] != nil {
            try text.write(to: path, atomically: true, encoding: .utf8)
            return
        }
        #expect(stored == text, "run `make docs` to renew docs/providers.md")
    }
}
