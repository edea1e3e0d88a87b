#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DeepReport {
    /// The report in a text that `json` made, or `nil` when it is none.
    package init?(json: String) {
        guard let report = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else {
            return nil
        }
        self = report
    }
}
