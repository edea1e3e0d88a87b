import SoraModel

/// Something about a library that a person may set.
package enum Setting: String, CaseIterable, Sendable {
    /// Whether a sidecar is kept for each original: `on` or `off`.
    case sidecars
    /// Whether a scheduled run submits what is queued.
    case scheduleSubmit = "schedule.submit"
    /// Whether a scheduled run checks some of the clips again.
    case scheduleVerify = "schedule.verify"
    /// Whether a scheduled run copies the catalogue.
    case scheduleBackup = "schedule.backup"
    /// The provider that is asked where none is named.
    case provider
    /// The model that is asked for where neither provider nor model is named.
    case queueModel = "queue.model"
    /// The length that is asked for where none is named.
    case queueSeconds = "queue.seconds"
    /// The size that is asked for where neither size nor shape is named.
    case queueSize = "queue.size"

    /// The values that it may have; none where they cannot be listed.
    package var values: [String] {
        switch self {
        case .sidecars, .scheduleSubmit, .scheduleVerify, .scheduleBackup: ["on", "off"]
        case .provider, .queueModel, .queueSeconds, .queueSize: []
        }
    }

    /// The value where none was set; empty where it has none then.
    package var standard: String { values.first ?? "" }

    /// What is wrong with a value, as the end of a sentence that its name begins.
    ///
    /// - Parameter value: not empty.
    /// - Returns: the words; `nil` for a value that it can have.
    package func problem(with value: String) -> String? {
        switch self {
        case .sidecars, .scheduleSubmit, .scheduleVerify, .scheduleBackup:
            values.contains(value) ? nil : "is on or off, and not \(value)"
        case .provider, .queueModel:
            value.utf8.count <= 200 ? nil : "is a name, and no longer than 200 bytes"
        case .queueSeconds:
            Int(value).map { $0 > 0 } == true
                ? nil : "is a whole number of seconds, and not \(value)"
        case .queueSize:
            PixelSize(value) == nil ? "is a size such as 1280x720, and not \(value)" : nil
        }
    }
}
