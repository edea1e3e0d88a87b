import Foundation
import SoraTestSupport

/// `soralib-media` under a name of its own, by which its processes can be told apart.
struct NamedHelper {
    let path: String
    private let name: String

    init(in folder: MediaFolder) throws {
        // Named after the link that is started, not after its target.
        // The kernel keeps 15 bytes of a name: proc(5), `comm`.
        name = "w" + UUID().uuidString.prefix(12)
        path = "\(folder.path)/\(name)"
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: builtHelper())
    }

    /// The processes that run it now.
    func processes() throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }
            .filter { number in
                let comm = try? String(contentsOfFile: "/proc/\(number)/comm", encoding: .utf8)
                return comm == "\(name)\n"
            }
    }
}
