/// The rules for what a service calls a task: opaque text that is only ever sent back.
package enum RemoteID {
    /// What is wrong with a remote id, to follow its name; `nil` where it can be used.
    package static func problem(with id: String) -> String? {
        if id.isEmpty { return "is empty" }
        if id.utf8.count > 512 { return "is longer than 512 bytes" }
        // Even percent-encoded, these two are a step in a path for some servers.
        if id == "." || id == ".." { return "is a path" }
        let isPrintable = id.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                false
            default: true
            }
        }
        return isPrintable ? nil : "has characters that cannot be printed"
    }
}
