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

    /// The values that it may have.
    package var values: [String] { ["on", "off"] }

    /// The value where none was set.
    package var standard: String { "on" }
}
