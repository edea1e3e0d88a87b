import Foundation
import SoraTestSupport

/// A copy of `soralib-media` under a name of its own, by which its processes can be told apart.
struct NamedHelper {
    let path: String
    private let name: String

    init(in folder: MediaFolder) throws {
        // The kernel keeps 15 bytes of a name: proc(5), `comm`.
        name = "w" + UUID().uuidString.prefix(12)
        path = "\(folder.path)/\(name)"
        try FileManager.default.copyItem(atPath: builtHelper(), toPath: path)
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
